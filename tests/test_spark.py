"""A real local Spark gives what a table gives."""

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

import lkjdsl
from lkjdsl import spark

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

    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    settings: dict[str, bool | float | int | str | None] = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # it lives for seconds
        "spark.driver.memory": "512m",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    found = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield found
    found.stop()


def test_spark_gives_what_a_table_gives(session: Any) -> None:
    edition = lkjdsl.load(text=EDITION)
    numbers = range(1000)
    columns = ([f"K{one}" for one in numbers], [one % 41 for one in numbers], [one % 40 for one in numbers])
    table = pa.table(dict(zip(HEADERS, columns, strict=True)))
    dataframe = session.createDataFrame(table)
    found = spark.evaluate(edition, dataframe, printed="id").toArrow()

    expected = edition.evaluate_table(table, printed="id").to_pylist()
    assert sorted(found.to_pylist(), key=lambda row: row["kantor"]) == sorted(expected, key=lambda row: row["kantor"])


def test_an_unknown_header_is_told_before_anything_runs() -> None:
    batch = pa.RecordBatch.from_pydict({"paspor.terbti": [1]})
    with pytest.raises(lkjdsl.LkjdslError, match="terbti"):
        next(spark.function(lkjdsl.load(text=EDITION))(iter([batch])))
