package io.carillon.token.json;

/**
 * A number as it was written: an id keeps all its digits, and nobody is made to work out {@code 1e999999999}.
 *
 * @param text as JSON has it
 */
public record JsonNumber(String text) {

    @Override
    public String toString() {
        return text;
    }
}
