"""What a server's error means, by code and, behind proxies that drop the code, by its words."""

import pytest

from copilot.gateway.complaints import FILTERED, NO_CREDIT, TOO_LONG, meaning

PROXIED = "litellm.BadRequestError: OpenAIException - {}\n\nmodel group 'house' failed with the error above."


@pytest.mark.parametrize(
    ("status", "code", "message", "what"),
    [
        (400, "context_length_exceeded", "", TOO_LONG),
        (400, "content_policy_violation", "", FILTERED),
        (429, "insufficient_quota", "", NO_CREDIT),
        (400, "400", PROXIED.format("This model's maximum context length is 8192 tokens."), TOO_LONG),
        (400, "400", PROXIED.format("Azure OpenAI's content management policy"), FILTERED),
        (429, "429", PROXIED.format("You exceeded your current quota, please check your plan."), NO_CREDIT),
        (429, "429", PROXIED.format("Rate limit reached"), ""),
        (500, None, "maximum context length", ""),
        (400, None, "Unsupported value: temperature", ""),
    ],
)
def test_meaning(status, code, message, what):
    assert meaning(status, code, message) == what
