"""Office Open XML (ECMA-376): the package, its XML with byte offsets, changes spliced in between bytes that stay."""
