package io.parley.load.post;

import java.util.regex.Pattern;

/**
 * What one follower has been told, line by line: positions must follow each other without hole or
 * repeat. Only the load may publish meanwhile, and only for everybody.
 */
final class PostOrder {

    private static final Pattern NUMBER = Pattern.compile("\"title\":\"#(\\d{1,9})#");

    private final PostArrivals arrivals;
    private long position = -1;
    private long id = -1;
    private boolean isCreation;

    PostOrder(PostArrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** Whether the stream has said from where it follows. */
    boolean hasBegun() {
        return position >= 0;
    }

    /**
     * @param beginning of the line: the rest says nothing that matters here
     */
    void line(String beginning, long nanoTime) {
        if (beginning.startsWith("id: ")) {
            id = Long.parseLong(beginning, 4, beginning.length(), 10);
        } else if (beginning.startsWith("event: ")) {
            isCreation = beginning.equals("event: post.created");
            if (!hasBegun() && beginning.equals("event: notice")) {
                position = id;
            }
        } else if (beginning.startsWith("data: ") && isCreation) {
            created(beginning, nanoTime);
        }
    }

    private void created(String data, long nanoTime) {
        var number = NUMBER.matcher(data);
        if (number.find() && id == position + 1) {
            arrivals.inOrder(Integer.parseInt(number.group(1)), nanoTime);
        } else {
            arrivals.wrong();
        }
        position = id;
    }
}
