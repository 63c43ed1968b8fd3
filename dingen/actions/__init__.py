from dingen.actions.revisions import publish_revision

__all__ = ["publish_revision"]
