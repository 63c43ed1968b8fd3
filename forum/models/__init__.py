from forum.models.index import PostIndex, TopicIndex
from forum.models.kinds import Audience, Call, TopicKind
from forum.models.marks import Follow, ReadMark
from forum.models.posts import (
    FILES_A_POST,
    MAX_POST,
    Attachment,
    Picture,
    Post,
    PostEdit,
    Reaction,
    Thanks,
    Upload,
)
from forum.models.quotes import Quote
from forum.models.topics import POSTS_A_PAGE, Topic
from forum.models.traces import MAX_DRAFT, Act, Draft, ForumLog, Mention, Report, StaleDraft

__all__ = [
    "FILES_A_POST",
    "MAX_DRAFT",
    "MAX_POST",
    "POSTS_A_PAGE",
    "Act",
    "Attachment",
    "Audience",
    "Call",
    "Draft",
    "Follow",
    "ForumLog",
    "Mention",
    "Picture",
    "Post",
    "PostEdit",
    "PostIndex",
    "Quote",
    "Reaction",
    "ReadMark",
    "Report",
    "StaleDraft",
    "Thanks",
    "Topic",
    "TopicIndex",
    "TopicKind",
    "Upload",
]
