package io.carillon.faults.check;

import io.carillon.faults.history.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one client was told about a presence channel from one subscription of it to its end: a roster, and then who came and went.
 *
 * @param node which told it
 * @param until {@link Span#END} if it has not ended
 */
public record View(String client, String node, long since, long until, List<String> roster, List<Change> changes) {

    /** Somebody came or went. */
    record Change(long at, String user, boolean isAdded) {}

    public View {
        roster = List.copyOf(roster);
        changes = List.copyOf(changes);
    }

    /** Whom it has in view at its end. */
    public Set<String> replayed() {
        Set<String> users = new TreeSet<>(roster);
        for (Change change : changes) {
            if (change.isAdded()) {
                users.add(change.user());
            } else {
                users.remove(change.user());
            }
        }
        return users;
    }

    public boolean isOpen() {
        return until == Span.END;
    }

    /**
     * All views of a channel.
     *
     * @param clients who observe
     * @param losses nodes that were killed or frozen: from then on they told nobody anything, and whoever was there had no view
     */
    public static List<View> of(List<Entry> history, String channel, List<String> clients, List<Loss> losses) {
        var reader = new Reader(channel, Set.copyOf(clients));
        history.forEach(reader::read);
        List.copyOf(reader.open.keySet()).forEach(client -> reader.end(client, Span.END));
        return reader.views.stream().map(view -> view.cutBy(losses)).toList();
    }

    private View cutBy(List<Loss> losses) {
        for (Loss loss : losses) {
            if (loss.node().equals(node) && since < loss.at() && loss.at() < until) {
                List<Change> before = changes.stream()
                        .filter(change -> change.at() < loss.at())
                        .toList();
                return new View(client, node, since, loss.at(), roster, before);
            }
        }
        return this;
    }

    /** Follows the observers through the history. */
    private static final class Reader {

        private record Open(String node, long since, List<String> roster, List<Change> changes) {}

        private final String channel;
        private final Set<String> clients;
        private final Map<String, Open> open = new HashMap<>();
        private final List<View> views = new ArrayList<>();

        Reader(String channel, Set<String> clients) {
            this.channel = channel;
            this.clients = clients;
        }

        void read(Entry entry) {
            if (entry instanceof Entry.Subscribed has && channel.equals(has.channel()) && has.roster() != null) {
                if (clients.contains(has.client())) {
                    end(has.client(), has.at());
                    open.put(has.client(), new Open(has.node(), has.at(), has.roster(), new ArrayList<>()));
                }
            } else if (entry instanceof Entry.MemberAdded added && channel.equals(added.channel())) {
                note(added.client(), new Change(added.at(), added.user(), true));
            } else if (entry instanceof Entry.MemberRemoved removed && channel.equals(removed.channel())) {
                note(removed.client(), new Change(removed.at(), removed.user(), false));
            } else if (entry instanceof Entry.Unsubscribed left && channel.equals(left.channel())) {
                end(left.client(), left.at());
            } else if (entry instanceof Entry.Closed closed) {
                end(closed.client(), closed.at());
            }
        }

        private void note(String client, Change change) {
            Open view = open.get(client);
            if (view != null) {
                view.changes().add(change);
            }
        }

        private void end(String client, long at) {
            Open view = open.remove(client);
            if (view != null) {
                views.add(new View(client, view.node(), view.since(), at, view.roster(), view.changes()));
            }
        }
    }
}
