from forum.models.posts import MAX_POST, Attachment, Picture, Post, PostEdit, Reaction, Thanks
from forum.models.topics import POSTS_A_PAGE, Audience, Follow, ReadMark, Topic, TopicKind
from forum.models.traces import MAX_DRAFT, Draft, Report, StaleDraft

__all__ = [
    "MAX_DRAFT",
    "MAX_POST",
    "POSTS_A_PAGE",
    "Attachment",
    "Audience",
    "Draft",
    "Follow",
    "Picture",
    "Post",
    "PostEdit",
    "Reaction",
    "ReadMark",
    "Report",
    "StaleDraft",
    "Thanks",
    "Topic",
    "TopicKind",
]
