"""Copies issues from the tracker."""

import trackerlib
from trackerlib.errors import TrackerError


class Mirror:
    def __init__(self, project, session=None):
        self.project = project
        self.session = session or trackerlib.Session()

    def fetch(self, since):
        try:
            answer = self.session.get(f"/projects/{self.project}/issues", params={"since": since})
        except TrackerError:
            return []
        return answer.json()["issues"]

    def newest(self, since):
        """The newest issue's title."""
        issues = self.fetch(since)
        if not issues:
            return None
        issues.sort(key=lambda issue: issue["created"])
        return issues[-1]["title"]
