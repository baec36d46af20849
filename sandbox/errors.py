"""What the Bot API answers when it does not do what was asked: a real status, Telegram's words, perhaps parameters."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""One of Telegram's objects, as it travels."""


class ApiError(Exception):
    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


def bad_request(words: str) -> ApiError:
    return ApiError(400, f"Bad Request: {words}")


def unauthorized() -> ApiError:
    return ApiError(401, "Unauthorized")


def blocked() -> ApiError:
    return ApiError(403, "Forbidden: bot was blocked by the user")


def not_found() -> ApiError:
    return ApiError(404, "Not Found")


def conflict(words: str) -> ApiError:
    return ApiError(409, f"Conflict: {words}")
