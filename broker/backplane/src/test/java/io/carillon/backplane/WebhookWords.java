package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Transitions as one would tell them. */
final class WebhookWords {

    private WebhookWords() {}

    /** What is told of one channel. */
    static List<String> told(AppChannel channel, List<Transition> transitions) {
        return transitions.stream()
                .filter(transition -> transition.channel().equals(channel))
                .map(WebhookWords::inWords)
                .toList();
    }

    private static String inWords(Transition transition) {
        if (transition instanceof Transition.MemberAdded added) {
            return "added " + added.user();
        }
        if (transition instanceof Transition.MemberRemoved removed) {
            return "removed " + removed.user();
        }
        return transition instanceof Transition.ChannelOccupied ? "occupied" : "vacated";
    }

    /** Nobody comes twice without going in between, and nobody goes who is not there. True if somebody is there at the end. */
    static boolean assertAlternating(List<String> told) {
        List<String> there = new ArrayList<>();
        for (String words : told) {
            String who = words.contains(" ") ? words.substring(words.indexOf(' ')) : "channel";
            if (words.equals("occupied") || words.startsWith("added")) {
                assertThat(there).doesNotContain(who);
                there.add(who);
            } else {
                assertThat(there.remove(who)).isTrue();
            }
        }
        return !there.isEmpty();
    }
}
