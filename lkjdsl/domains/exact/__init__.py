"""The exact domain: the meaning of the language, walked or compiled."""
