"""The float-program domain: a program of float64 columns, with states and doubts beside them."""
