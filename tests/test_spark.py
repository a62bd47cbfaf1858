"""A real local Spark gives what a table gives."""

import os
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

import lkjdsl
from lkjdsl import spark

pyspark = pytest.importorskip("pyspark")

EDITION = """
lkjdsl = 1
title = 'Paspor'
year = 2025
language = 'id'
[rules]
zero_over_zero = 'exclude'
[input.paspor]
terbit = { kind = 'count' }
permohonan = { kind = 'count' }
[indicator.IKK1]
name = 'Paspor terbit'
unit = 'percent'
formula = 'paspor.terbit / paspor.permohonan'
target = '90%'
"""
HEADERS = ("kantor", "paspor.terbit", "paspor.permohonan")


@pytest.fixture
def session() -> Iterator[Any]:
    """Return a Spark session of two workers on this machine."""
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    found = (
        builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    )
    yield found
    found.stop()


@pytest.mark.filterwarnings("ignore")
def test_spark_gives_what_a_table_gives(session: Any) -> None:
    from pyspark.sql.types import LongType, StringType, StructField, StructType

    edition = lkjdsl.load(text=EDITION)
    rows = [(f"K{number}", number % 41, number % 40) for number in range(1000)]
    kinds = (StringType(), LongType(), LongType())
    schema = StructType([StructField(name, kind) for name, kind in zip(HEADERS, kinds, strict=True)])
    dataframe = session.createDataFrame(rows, schema)
    found = spark.evaluate(edition, dataframe.repartition(4), printed="id").orderBy("kantor").collect()

    names, told, asked = zip(*sorted(rows), strict=True)
    table = pa.table(dict(zip(HEADERS, (names, told, asked), strict=True)))
    expected = edition.evaluate_table(table, printed="id").to_pylist()

    assert [row.asDict() for row in found] == expected


def test_an_unknown_header_is_told_before_anything_runs() -> None:
    batch = pa.RecordBatch.from_pydict({"paspor.terbti": [1]})
    with pytest.raises(lkjdsl.LkjdslError, match="terbti"):
        next(spark.function(lkjdsl.load(text=EDITION))(iter([batch])))
