package io.carillon.faults.check;

import io.carillon.faults.history.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one client was told about a presence channel from one subscription of it to its end: a roster, and then who came and went.
 *
 * @param until {@link Span#END} if it has not ended
 */
public record View(String client, long since, long until, List<String> roster, List<Change> changes) {

    /** Somebody came or went. */
    record Change(long at, String user, boolean isAdded) {}

    public View {
        roster = List.copyOf(roster);
        changes = List.copyOf(changes);
    }

    /** All views of a channel, in the order in which they began; only of the clients that wrote down what they heard. */
    public static List<View> of(List<Entry> history, String channel, List<String> clients) {
        List<View> views = new ArrayList<>();
        Map<String, View> open = new HashMap<>();
        Map<String, List<Change>> changes = new HashMap<>();
        for (Entry entry : history) {
            if (entry instanceof Entry.Subscribed has
                    && has.channel().equals(channel)
                    && has.roster() != null
                    && clients.contains(has.client())) {
                end(has.client(), has.at(), open, changes, views);
                open.put(has.client(), new View(has.client(), has.at(), Span.END, has.roster(), List.of()));
                changes.put(has.client(), new ArrayList<>());
            } else if (entry instanceof Entry.MemberAdded added
                    && added.channel().equals(channel)) {
                note(changes, added.client(), new Change(added.at(), added.user(), true));
            } else if (entry instanceof Entry.MemberRemoved removed
                    && removed.channel().equals(channel)) {
                note(changes, removed.client(), new Change(removed.at(), removed.user(), false));
            } else if (entry instanceof Entry.Unsubscribed left
                    && left.channel().equals(channel)) {
                end(left.client(), left.at(), open, changes, views);
            } else if (entry instanceof Entry.Closed closed) {
                end(closed.client(), closed.at(), open, changes, views);
            }
        }
        List.copyOf(open.keySet()).forEach(client -> end(client, Span.END, open, changes, views));
        return views;
    }

    private static void note(Map<String, List<Change>> changes, String client, Change change) {
        List<Change> known = changes.get(client);
        if (known != null) {
            known.add(change);
        }
    }

    private static void end(
            String client, long at, Map<String, View> open, Map<String, List<Change>> changes, List<View> views) {
        View view = open.remove(client);
        List<Change> known = changes.remove(client);
        if (view != null && known != null) {
            views.add(new View(client, view.since(), at, view.roster(), known));
        }
    }
}
