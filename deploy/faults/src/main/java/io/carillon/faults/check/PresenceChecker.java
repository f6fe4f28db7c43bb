package io.carillon.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what observers were told about a presence channel against the truth. For each observer and user the changes are a register of one
 * bit, so each is judged alone and in the order in which the observer heard it.
 */
public final class PresenceChecker {

    /**
     * What came of it.
     *
     * @param added how many member_added all observers heard together
     * @param removed how many member_removed
     * @param stalest the longest that any observer had a user in view, or not, against the truth
     */
    public record Findings(List<Violation> violations, long added, long removed, Duration stalest) {
        public Findings {
            violations = List.copyOf(violations);
        }

        public List<Violation> of(Rule rule) {
            return violations.stream()
                    .filter(violation -> violation.rule() == rule)
                    .toList();
        }
    }

    /** What is so about one user; asked for by each observer. */
    private record Facts(
            List<Span> sure,
            List<Span> notSure,
            List<Span> possible,
            List<Span> impossible,
            List<Span> actual,
            List<Span> away) {

        static Facts of(Truth truth, String user) {
            List<Span> sure = truth.sure(user);
            List<Span> possible = truth.possible(user);
            List<Span> actual = truth.actual(user);
            return new Facts(sure, Span.gaps(sure), possible, Span.gaps(possible), actual, Span.gaps(actual));
        }
    }

    private final Truth truth;
    private final Patience patience;
    private final long now;
    private final Map<String, Facts> facts = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private long added;
    private long removed;
    private long stalest;

    private PresenceChecker(Truth truth, Patience patience, long now) {
        this.truth = truth;
        this.patience = patience;
        this.now = now;
    }

    /** @param now until when the observers have listened */
    public static Findings check(Truth truth, List<View> views, Patience patience, long now) {
        var checker = new PresenceChecker(truth, patience, now);
        views.forEach(checker::check);
        return new Findings(checker.violations, checker.added, checker.removed, Duration.ofNanos(checker.stalest));
    }

    private void check(View view) {
        Map<String, List<View.Change>> changes = new HashMap<>();
        for (View.Change change : view.changes()) {
            changes.computeIfAbsent(change.user(), user -> new ArrayList<>()).add(change);
        }
        Set<String> users = new TreeSet<>(truth.users());
        users.addAll(view.roster());
        users.addAll(changes.keySet());
        Set<String> roster = new HashSet<>(view.roster());
        if (roster.size() < view.roster().size()) {
            blame(Rule.ALTERNATION, view.since(), view.client() + " got a roster with somebody in it twice");
        }
        for (String user : users) {
            new Register(view, user, roster.contains(user)).follow(changes.getOrDefault(user, List.of()));
        }
    }

    private void blame(Rule rule, long at, String words) {
        violations.add(new Violation(rule, at, words));
    }

    /** One observer's knowledge of one user. */
    private final class Register {

        private final View view;
        private final String user;
        private final Facts facts;
        private final boolean inRoster;
        private boolean isInView;
        private long since;

        Register(View view, String user, boolean inRoster) {
            this.view = view;
            this.user = user;
            this.facts = PresenceChecker.this.facts.computeIfAbsent(user, name -> Facts.of(truth, name));
            this.inRoster = inRoster;
            this.isInView = inRoster;
            this.since = view.since();
        }

        void follow(List<View.Change> changes) {
            if (inRoster && !mayBeThere(view.since())) {
                blame(Rule.NO_PHANTOM, view.since(), who() + "the roster has somebody who is not there");
            }
            int removals = 0;
            for (View.Change change : changes) {
                if (change.isAdded()) {
                    added++;
                } else {
                    removed++;
                    removals++;
                }
                if (change.isAdded() == isInView) {
                    blame(
                            Rule.ALTERNATION,
                            change.at(),
                            who() + (change.isAdded() ? "added while in view" : "removed while not in view"));
                } else if (change.isAdded()) {
                    if (!mayBeThere(change.at())) {
                        blame(Rule.NO_PHANTOM, change.at(), who() + "added, and was not there");
                    }
                } else if (!mayBeGone(change.at())) {
                    blame(Rule.NO_FALSE_REMOVAL, change.at(), who() + "removed, and was there all the time");
                }
                turn(change.isAdded(), change.at());
            }
            turn(isInView, Math.min(view.until(), now));
            int most = mostRemovals();
            if (removals > most) {
                blame(
                        Rule.ONE_FOR_ALL_TABS,
                        changes.get(changes.size() - 1).at(),
                        who() + "removed " + removals + " times, and was gone at most " + most + " times");
            }
        }

        /** Judges the time since the last change, and begins a new one. */
        private void turn(boolean toInView, long at) {
            if (isInView) {
                contradictions(facts.impossible(), at, Rule.NO_GHOST, "in view after having gone");
            } else {
                contradictions(facts.sure(), at, Rule.NO_OVERLOOKED, "not in view though there");
            }
            measure(at);
            isInView = toInView;
            since = at;
        }

        private void contradictions(List<Span> against, long until, Rule rule, String words) {
            for (Span span : against) {
                long deadline = Math.max(patience.deadline(span.from()), since);
                if (deadline < Math.min(until, span.until())) {
                    long late = Math.min(until, span.until()) - Math.max(span.from(), view.since());
                    blame(
                            rule,
                            deadline,
                            who() + words + " for " + Duration.ofNanos(late).toMillis() + " ms");
                }
            }
        }

        /** How long the view has contradicted what was so in truth. */
        private void measure(long until) {
            for (Span span : isInView ? facts.away() : facts.actual()) {
                long from = Math.max(span.from(), since);
                stalest = Math.max(stalest, Math.min(until, span.until()) - from);
            }
        }

        private boolean mayBeThere(long at) {
            long horizon = patience.horizon(at);
            return facts.possible().stream().anyMatch(span -> span.touches(horizon, at));
        }

        private boolean mayBeGone(long at) {
            long horizon = patience.horizon(at);
            return facts.sure().stream().noneMatch(span -> span.from() <= horizon && at < span.until());
        }

        /** Each time without a connection is worth one removal; the one in which the observer did not have the user in view is not. */
        private int mostRemovals() {
            long end = Math.min(view.until(), now);
            long horizon = patience.horizon(view.since());
            int gaps = 0;
            boolean isFirstKnown = false;
            for (Span gap : facts.notSure()) {
                if (gap.touches(horizon, end)) {
                    gaps++;
                    isFirstKnown |= gap.touches(horizon, view.since());
                }
            }
            return !inRoster && isFirstKnown ? gaps - 1 : gaps;
        }

        private String who() {
            return view.client() + " about " + user + ": ";
        }
    }
}
