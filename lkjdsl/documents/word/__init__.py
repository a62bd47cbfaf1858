"""Documents of Word (WordprocessingML): read as blocks, commented, their content controls filled."""
