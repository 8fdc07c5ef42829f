"""Work that waits in a queue, done one job at a time."""

from __future__ import annotations

import logging
from collections import deque
from typing import Deque

from order_platform.errors import OrderPlatformError
from order_platform.notification_service import NotificationService

logger = logging.getLogger(__name__)


class Worker:
    """Sends queued mails. A job that fails is logged and dropped, so that the next one gets its turn."""

    def __init__(self, notifications: NotificationService) -> None:
        self.notifications = notifications
        self.jobs: Deque[tuple[str, str]] = deque()

    def submit(self, kind: str, user_id: str) -> None:
        """Queue a job behind all others."""
        self.jobs.append((kind, user_id))

    def run(self) -> int:
        """Empty the queue and return how many jobs were done."""
        done = 0
        while self.jobs:
            kind, user_id = self.jobs.popleft()
            try:
                self.perform(kind, user_id)
                done += 1
            except OrderPlatformError as error:
                logger.warning("job %s for %s refused: %s", kind, user_id, error)
            except Exception:
                logger.exception("job %s for %s failed", kind, user_id)
        return done

    def perform(self, kind: str, user_id: str) -> None:
        """Do one job."""
        if kind == "welcome":
            self.notifications.send_welcome_email(user_id)
        else:
            logger.warning("nobody knows how to do a %s job", kind)
