package io.parley.chat.transport;

import io.parley.chat.edge.EncodedFrame;

/**
 * A part of a frame as one fragment of a WebSocket message. A large frame is written in parts, so
 * that it is nowhere put together, and that a slow client is judged by each part.
 */
record FramePart(EncodedFrame frame, int from) {

    private static final int MAX_CHARS = 16 * 1024;

    boolean isLast() {
        return end() == length();
    }

    FramePart next() {
        return new FramePart(frame, end());
    }

    String text() {
        var own = frame.text();
        if (from == 0 && end() == own.length()) {
            return own;
        }
        var ofOwn = own.substring(Math.min(from, own.length()), Math.min(end(), own.length()));
        var ofRest =
                frame.rest()
                        .substring(
                                Math.max(0, from - own.length()),
                                Math.max(0, end() - own.length()));
        return ofOwn.isEmpty() ? ofRest : ofOwn + ofRest;
    }

    private int end() {
        var end = Math.min(length(), from + MAX_CHARS);
        return end < length() && Character.isHighSurrogate(charAt(end - 1)) ? end - 1 : end;
    }

    private char charAt(int index) {
        var own = frame.text();
        return index < own.length() ? own.charAt(index) : frame.rest().charAt(index - own.length());
    }

    private int length() {
        return frame.text().length() + frame.rest().length();
    }
}
