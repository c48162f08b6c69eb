package io.parley.model.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Optional;

/** A single emoji, as Unicode recommends them for general interchange (UTS #51, RGI). */
public final class Emoji {

    /** The longest, a family or a flag of a region, has fewer. */
    public static final int MAX_CHARS = 32;

    private static final String EMOJI_STYLE = "\ufe0f";

    private Emoji() {}

    /** The emoji in the form that is kept, which is the same however it was typed; else empty. */
    public static Optional<String> of(String written) {
        if (written.isEmpty() || written.length() > MAX_CHARS) {
            return Optional.empty();
        }
        if (isEmoji(written)) {
            return Optional.of(written);
        }
        // Keyboards leave out the sign that asks for the coloured form
        return Optional.of(written + EMOJI_STYLE).filter(Emoji::isEmoji);
    }

    private static boolean isEmoji(String text) {
        return UCharacter.hasBinaryProperty(text, UProperty.RGI_EMOJI);
    }
}
