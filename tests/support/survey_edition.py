"""A survey whose definitions other editions use: with rows, a scale, constraints, an invariant, a table, a case."""

SURVEY = """lkjdsl = 1
title = 'Survei'
year = 2025
valid = { from = 2017, to = 2025 }
[rules]
zero_over_zero = 'unavailable'
missing = 'error'
digits = 3
[constant]
konversi = 25
[input.survei]
n = { kind = 'count' }
jumlah = { kind = 'count' }
lain = { kind = 'count' }
[rows.unsur]
nama = { kind = 'text' }
nilai = { kind = 'index' }
[scale.mutu]
bands = [{ at_least = 88.31, label = 'A' }, { at_least = 0, label = 'D' }]
[constraint]
wajar = 'survei.jumlah <= 4 * survei.n'
lain = 'survei.lain <= survei.n'
[invariant.atas]
that = 'IKM <= 100 or IKM.N > 4'
[table.unsur]
rows = 'unsur'
columns = { nama = 'nama', nilai = 'unsur.nilai' }
[indicator.IKM]
name = 'Indeks'
unit = 'index'
formula = 'N * konversi'
scale = 'mutu'
target = 80
[indicator.IKM.N]
unit = 'index'
formula = 'survei.jumlah / survei.n'
[indicator.Unsur]
unit = 'index'
formula = 'mean(unsur.nilai)'
[indicator.Lain]
unit = 'index'
formula = 'IKM + survei.lain'
[[case]]
name = 'contoh'
data = { survei = { n = 10, jumlah = 35, lain = 4 } }
values = { IKM = 87.5, 'IKM.scale' = 'D', Lain = 91.5 }
problems = []
"""
