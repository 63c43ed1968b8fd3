"""Habits that a reviewer should not have to remember."""

import ast

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

SCOPED = {"visible_to", "visible_to_all", "editable_by"}


def unscoped_queries(tree):
    """`Model.objects` not followed at once by a method that takes the user."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {
            "objects",
            "_default_manager",
            "_base_manager",
        }:
            parent = parents[node]
            if not (isinstance(parent, ast.Attribute) and parent.attr in SCOPED):
                yield node.lineno
        if (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", "")
            in {
                "get_object_or_404",
                "get_list_or_404",
            }
            and isinstance(node.args[0], ast.Name)
            and node.args[0].id[0].isupper()
        ):
            yield node.lineno


VIEWS = sorted({*settings.BASE_DIR.glob("[a-z]*/views.py"), *settings.BASE_DIR.glob("[a-z]*/views/*.py")})


@pytest.mark.parametrize("path", VIEWS, ids=lambda p: "/".join(p.parts[-3:]))
def test_views_only_query_through_the_user(path):
    assert list(unscoped_queries(ast.parse(path.read_text()))) == []


def test_the_rule_itself_bites():
    assert list(unscoped_queries(ast.parse("Cohort.objects.get(pk=1)\nget_object_or_404(Cohort, pk=1)"))) == [
        2,
        1,
    ]


LAYERS = [
    "lib",
    "accounts",
    "notifications",
    "dingen",
    "cohorts",
    "forum",
    "pitches",
    "home",
]


def test_relations_point_downwards():
    """A ForeignKey("app.Model") is an import that import-linter cannot see."""
    upwards = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in LAYERS
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and field.related_model._meta.app_label in LAYERS
        and LAYERS.index(field.related_model._meta.app_label) > LAYERS.index(model._meta.app_label)
    ]
    assert upwards == []


def test_checks_pass(db):  # the first check of a JSON field asks the database once
    call_command("check", fail_level="WARNING")


@pytest.mark.parametrize(
    "path",
    sorted(
        {*settings.BASE_DIR.glob("[a-z]*/actions.py"), *settings.BASE_DIR.glob("[a-z]*/actions/[a-z]*.py")}
    ),
    ids=lambda p: p.parent.name,
)
def test_actions_are_atomic_and_say_who_acts(path):
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert "transaction.atomic" in map(ast.unparse, node.decorator_list), node.name
            assert not node.args.args, node.name
            assert "by" in {arg.arg for arg in node.args.kwonlyargs}, node.name
