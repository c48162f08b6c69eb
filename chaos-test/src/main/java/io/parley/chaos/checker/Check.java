package io.parley.chaos.checker;

/** What is checked; the codes are those of the reliability document. */
public enum Check {
    C1("every receipted message is stored"),
    C2("rows, placeholders, repeats and streams are what the sequence function makes of the log"),
    C3("each client's view is one contiguous run, from where it joined to the room's head"),
    C4("no event comes twice in a view"),
    C5("no rejected message is in the log"),
    C6("no message has two numbers"),
    C7("messages of one sender keep their order"),
    C8("whatever was pushed is in the log"),
    C9("history read after a receipt holds the message or says that it is incomplete"),
    C10("the same seq is the same message for everybody"),
    C12("no delivery is late for longer than its bound"),
    C15("each client's messages are what the log's events make of them"),
    C16("nobody gets words that are deleted"),
    C17("nobody changes what is not theirs to change"),
    C18("threads are stored as the log's events make them"),
    C19("marks stand where what people have read has moved them; no receipted move is lost"),
    C20("what waits for people is what a plain count finds behind their marks");

    private final String promise;

    Check(String promise) {
        this.promise = promise;
    }

    public String promise() {
        return promise;
    }
}
