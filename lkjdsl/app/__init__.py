"""The page that planners open in a browser, and the one function that it asks."""
