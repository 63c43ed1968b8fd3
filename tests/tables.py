"""What a table says when it refuses a row: PostgreSQL names the rule, SQLite the columns of a unique one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction


@contextmanager
def refused_by(rule: str) -> Iterator[None]:
    """See the database refuse what is done inside by the constraint of this name, and by no other.

    Raises:
        StopIteration: no table has a constraint of this name.
    """
    model, constraint = next(
        (model, one)
        for model in apps.get_models(include_auto_created=True)
        for one in model._meta.constraints
        if one.name == rule
    )
    says = [re.escape(rule)]
    if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
        columns = (model._meta.get_field(field).column for field in constraint.fields)
        says.append(re.escape(", ".join(f"{model._meta.db_table}.{column}" for column in columns)) + "$")
    with pytest.raises(IntegrityError, match="|".join(says)), transaction.atomic():
        yield
