package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private static final ApiServer SERVER = ApiServer.start();

    private final TestApp app = SERVER.app();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void no_occupied_channels_are_an_empty_object() {
        app.get("/channels").isOk("{\"channels\":{}}");
    }

    @Test
    void occupied_channels_are_listed_each_with_an_empty_object() {
        app.broker().subscribes("b", 1).joins("presence-a", "1", "{}");

        assertThat(app.get("/channels").body())
                .isIn("{\"channels\":{\"b\":{},\"presence-a\":{}}}", "{\"channels\":{\"presence-a\":{},\"b\":{}}}");
    }

    @Test
    void a_prefix_picks_and_info_tells_the_numbers() {
        app.broker().subscribes("b", 1).joins("presence-a", "1", "{}").joins("presence-a", "1", "{}");

        app.get("/channels", "filter_by_prefix", "presence-", "info", "user_count,subscription_count")
                .isOk("{\"channels\":{\"presence-a\":{\"user_count\":1,\"subscription_count\":2}}}");
        app.get("/channels", "filter_by_prefix", "b", "info", "subscription_count")
                .isOk("{\"channels\":{\"b\":{\"subscription_count\":1}}}");
        app.get("/channels", "filter_by_prefix", "c").isOk("{\"channels\":{}}");
        app.get("/channels", "filter_by_prefix", "not a channel!").isOk("{\"channels\":{}}");
        app.get("/channels", "filter_by_prefix", "", "info", "subscription_count", "x", "y")
                .isOk(app.get("/channels", "info", "subscription_count").body());
    }

    @Test
    void users_can_be_counted_in_presence_channels_only() {
        for (String[] asked : new String[][] {
            {"info", "user_count"},
            {"info", "user_count", "filter_by_prefix", "private-"},
            {"info", "subscription_count,user_count", "filter_by_prefix", "presence"}
        }) {
            app.get("/channels", asked)
                    .isRefused(
                            400,
                            "presence_only",
                            "user_count may only be requested for presence channels - please supply filter_by_prefix"
                                    + " beginning with presence-");
        }
    }

    @Test
    void an_unknown_attribute_is_refused() {
        app.get("/channels", "info", "user_count,mood", "filter_by_prefix", "presence-")
                .isRefused(400, "info_unknown", "info should be a comma separated list of attributes");
        app.get("/channels", "info", "cache")
                .isRefused(400, "info_unknown", "'cache'", "user_count, subscription_count.");
        app.get("/channels/a", "info", "mood").isRefused(400, "info_unknown");
    }

    @Test
    void the_channels_of_users_are_not_listed() {
        app.broker().joins("#server-to-user-7", "7", "{}");

        app.get("/channels").isOk("{\"channels\":{}}");
        app.get("/channels", "filter_by_prefix", "#").isOk("{\"channels\":{}}");
    }

    @Test
    void one_channel_tells_whether_it_is_occupied() {
        app.broker().subscribes("a", 2);

        app.get("/channels/a").isOk("{\"occupied\":true}");
        app.get("/channels/nobody").isOk("{\"occupied\":false}");
    }

    @Test
    void one_channel_tells_its_numbers() {
        app.broker().subscribes("a", 2).joins("presence-a", "1", "{}").joins("presence-a", "2", "{}");

        app.get("/channels/a", "info", "subscription_count").isOk("{\"occupied\":true,\"subscription_count\":2}");
        app.get("/channels/presence-a", "info", "subscription_count,user_count")
                .isOk("{\"occupied\":true,\"user_count\":2,\"subscription_count\":2}");
        app.get("/channels/presence-nobody", "info", "user_count,subscription_count")
                .isOk("{\"occupied\":false,\"user_count\":0,\"subscription_count\":0}");
    }

    @Test
    void a_channel_without_members_has_no_user_count() {
        app.get("/channels/a", "info", "user_count")
                .isRefused(
                        400,
                        "presence_only",
                        "Cannot retrieve the user count unless the channel is a presence channel");
    }

    @Test
    void a_cache_channel_tells_its_last_event_and_how_long_it_has_left() {
        app.get("/channels/cache-a", "info", "cache").isOk("{\"occupied\":false,\"cache\":null}");
        app.post("/events", """
                {"name":"n","channel":"cache-a","data":"{\\"a\\":1}"}""").isOk("{}");

        app.get("/channels/cache-a", "info", "cache,subscription_count")
                .isOk(
                        "{\"occupied\":false,\"subscription_count\":0,\"cache\":{\"data\":\"{\\\"a\\\":1}\",\"ttl\":1800}}");
        app.get("/channels/a", "info", "cache").isOk("{\"occupied\":false}");
    }

    @Test
    void names_may_use_the_whole_alphabet() {
        app.broker().subscribes("private-a;b,c=@._-Z9", 1);

        app.get("/channels/private-a;b,c=@._-Z9").isOk("{\"occupied\":true}");
        app.get("/channels/private-a%3Bb%2Cc%3D%40._-Z9").isOk("{\"occupied\":true}");
    }

    @Test
    void a_name_that_cannot_be_is_refused() {
        app.get("/channels/a%20b").isRefused(400, "channel_name_invalid", "'a b'");
        app.get("/channels/a+b").isRefused(400, "channel_name_invalid", "'a+b'");
        app.get("/channels/a%2Fb").isRefused(400, "channel_name_invalid", "'a/b'");
        app.get("/channels/%C3%BC/users").isRefused(400, "channel_name_invalid");
        app.get("/channels/" + "a".repeat(201)).isRefused(400, "channel_name_too_long");
    }

    @Test
    void the_members_of_a_presence_channel_are_listed_once_in_the_order_of_coming() {
        app.broker()
                .joins("presence-a", "zoe", "{\"name\":\"Zoë\"}")
                .joins("presence-a", "1", "{}")
                .joins("presence-a", "zoe", "{\"name\":\"other\"}");

        app.get("/channels/presence-a/users").isOk("{\"users\":[{\"id\":\"zoe\"},{\"id\":\"1\"}]}");
        app.get("/channels/presence-a/users", "with_user_info", "1")
                .isOk(
                        "{\"users\":[{\"id\":\"zoe\",\"user_info\":{\"name\":\"Zoë\"}},{\"id\":\"1\",\"user_info\":{}}]}");
        app.get("/channels/presence-nobody/users").isOk("{\"users\":[]}");
    }

    @Test
    void only_presence_channels_have_users() {
        app.get("/channels/private-a/users").isRefused(400, "presence_only", "private-a is none");
        app.get("/channels/%23server-to-user-7/users").isRefused(400, "presence_only");
    }

    @Test
    void connections_are_counted() {
        app.get("/connections").isOk("{\"connections\":0}");
    }

    @Test
    void an_app_sees_nothing_of_another() {
        SERVER.app().broker().subscribes("a", 1).joins("presence-a", "1", "{}");

        app.get("/channels").isOk("{\"channels\":{}}");
        app.get("/channels/a").isOk("{\"occupied\":false}");
        app.get("/channels/presence-a/users").isOk("{\"users\":[]}");
    }
}
