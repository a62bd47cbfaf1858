"""What is filled into a report in Word, as WordprocessingML: paragraphs, captions, tables, charts."""
