package io.podpass.agent;

/** The agent can't start or can't set the node up; the message is one line and says what to do next. */
public final class AgentException extends RuntimeException {
    AgentException(String message) {
        super(message);
    }

    AgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
