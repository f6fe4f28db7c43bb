/*
 * The floor: the least a WebSocket broadcast can cost on this machine, because nothing is done but what the kernel
 * asks for. A server is measured beside it, and the ratio of the two survives a change of machine.
 *
 *   floor PORT write|coalesce
 *
 *   GET  /sub?ch=NAME   upgrades and joins the channel
 *   POST /pub?ch=NAME   sends the body, as one text frame, to everybody in the channel
 *   a text frame        goes to everybody else in the sender's channel
 *
 *   write      one write() of a ready-made frame per subscriber per message
 *   coalesce   what is posted during one turn of the event loop is joined per channel: one write() per subscriber per
 *              turn. Frames of clients still leave at once, since each goes to a different set of subscribers.
 *
 * One thread, epoll, loopback only. It trusts its peers: a measuring stick, not a server.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUCKETS = 4096, LONGEST_NAME = 200, LONGEST_BODY = 65535, READ_SIZE = 128 * 1024, EVENTS = 512 };

static const int SLOW_READER_MS = 10000;

struct connection;

struct channel {
    char name[LONGEST_NAME + 1];
    struct connection **members;
    unsigned count, room;
    char *pending; /* frames of this turn, in mode coalesce */
    size_t pending_size, pending_room;
    struct channel *next_in_bucket, *next_pending;
};

struct connection {
    int fd;
    unsigned place;          /* index among the channel's members */
    struct channel *channel; /* null until it has upgraded */
    char *rest;              /* the incomplete end of what was read */
    size_t rest_size;
};

static struct channel *buckets[BUCKETS];
static struct channel *pending;
static bool coalescing;

static void give_up(const char *what) {
    perror(what);
    exit(1);
}

static void *grown(void *memory, size_t size) {
    void *larger = realloc(memory, size);
    if (!larger) give_up("memory");
    return larger;
}

/* ---- the handshake's SHA-1 and base64 (RFC 3174, RFC 4648) ---- */

static uint32_t rotated(uint32_t word, int by) { return word << by | word >> (32 - by); }

static void sha1_of_block(uint32_t state[5], const unsigned char *block) {
    uint32_t w[80];
    for (int t = 0; t < 16; t++) {
        w[t] = (uint32_t)block[4 * t] << 24 | block[4 * t + 1] << 16 | block[4 * t + 2] << 8 | block[4 * t + 3];
    }
    for (int t = 16; t < 80; t++) w[t] = rotated(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int t = 0; t < 80; t++) {
        uint32_t mix, constant;
        if (t < 20) mix = (b & c) | (~b & d), constant = 0x5a827999;
        else if (t < 40) mix = b ^ c ^ d, constant = 0x6ed9eba1;
        else if (t < 60) mix = (b & c) | (b & d) | (c & d), constant = 0x8f1bbcdc;
        else mix = b ^ c ^ d, constant = 0xca62c1d6;
        uint32_t next = rotated(a, 5) + mix + e + constant + w[t];
        e = d, d = c, c = rotated(b, 30), b = a, a = next;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

/* For texts of up to 119 bytes, which a WebSocket key with its suffix is. */
static void sha1(const char *text, size_t size, unsigned char digest[20]) {
    unsigned char blocks[128] = {0};
    size_t padded = size < 56 ? 64 : 128;
    memcpy(blocks, text, size);
    blocks[size] = 0x80;
    uint64_t bits = size * 8;
    for (int i = 0; i < 8; i++) blocks[padded - 1 - i] = bits >> (8 * i);
    uint32_t state[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (size_t at = 0; at < padded; at += 64) sha1_of_block(state, blocks + at);
    for (int i = 0; i < 20; i++) digest[i] = state[i / 4] >> (24 - 8 * (i % 4));
}

static void base64_of_digest(const unsigned char digest[20], char text[29]) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char padded[21] = {0};
    memcpy(padded, digest, 20);
    for (int i = 0; i < 7; i++) {
        uint32_t three = padded[3 * i] << 16 | padded[3 * i + 1] << 8 | padded[3 * i + 2];
        for (int j = 0; j < 4; j++) text[4 * i + j] = letters[three >> (18 - 6 * j) & 63];
    }
    text[27] = '=';
    text[28] = 0;
}

/* ---- out ---- */

static void send_all(int fd, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t sent = write(fd, bytes, size);
        if (sent >= 0) {
            bytes += sent;
            size -= sent;
        } else if (errno == EAGAIN) {
            struct pollfd writable = {.fd = fd, .events = POLLOUT};
            if (poll(&writable, 1, SLOW_READER_MS) != 1) {
                shutdown(fd, SHUT_RDWR); /* its own event will close it */
                return;
            }
        } else if (errno != EINTR) {
            return; /* broken: its own event will close it */
        }
    }
}

static size_t frame_head(char *head, int opcode, size_t size) {
    head[0] = (char)(0x80 | opcode);
    if (size < 126) {
        head[1] = (char)size;
        return 2;
    }
    head[1] = 126;
    head[2] = (char)(size >> 8);
    head[3] = (char)size;
    return 4;
}

static void broadcast(struct channel *channel, const char *text, size_t size, const struct connection *sender) {
    static char frame[LONGEST_BODY + 4];
    size_t whole = frame_head(frame, 1, size);
    memcpy(frame + whole, text, size);
    whole += size;
    if (coalescing && !sender) {
        if (channel->pending_size == 0) {
            channel->next_pending = pending;
            pending = channel;
        }
        if (channel->pending_size + whole > channel->pending_room) {
            channel->pending_room = (channel->pending_size + whole) * 2;
            channel->pending = grown(channel->pending, channel->pending_room);
        }
        memcpy(channel->pending + channel->pending_size, frame, whole);
        channel->pending_size += whole;
        return;
    }
    for (unsigned i = 0; i < channel->count; i++) {
        if (channel->members[i] != sender) send_all(channel->members[i]->fd, frame, whole);
    }
}

static void send_pending(void) {
    while (pending) {
        struct channel *channel = pending;
        pending = channel->next_pending;
        for (unsigned i = 0; i < channel->count; i++) {
            send_all(channel->members[i]->fd, channel->pending, channel->pending_size);
        }
        channel->pending_size = 0;
    }
}

/* ---- channels ---- */

static struct channel *channel_named(const char *name) {
    uint32_t hash = 2166136261u;
    for (const char *c = name; *c; c++) hash = (hash ^ (unsigned char)*c) * 16777619u;
    struct channel **bucket = &buckets[hash % BUCKETS];
    for (struct channel *channel = *bucket; channel; channel = channel->next_in_bucket) {
        if (strcmp(channel->name, name) == 0) return channel;
    }
    struct channel *channel = grown(NULL, sizeof *channel);
    memset(channel, 0, sizeof *channel);
    snprintf(channel->name, sizeof channel->name, "%s", name);
    channel->next_in_bucket = *bucket;
    return *bucket = channel;
}

static void join(struct connection *connection, struct channel *channel) {
    if (channel->count == channel->room) {
        channel->room = channel->room ? channel->room * 2 : 4;
        channel->members = grown(channel->members, channel->room * sizeof *channel->members);
    }
    connection->channel = channel;
    connection->place = channel->count;
    channel->members[channel->count++] = connection;
}

static void leave(struct connection *connection) {
    struct channel *channel = connection->channel;
    struct connection *last = channel->members[--channel->count];
    channel->members[connection->place] = last;
    last->place = connection->place;
}

/* ---- in: each reader answers how many bytes it used, 0 if it needs more, -1 if the connection is over ---- */

/* The value of a header within the terminated head, or null. */
static const char *header(const char *head, const char *name) {
    size_t length = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line; line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line + 2, name, length) == 0 && line[2 + length] == ':') {
            const char *value = line + 3 + length;
            return value + strspn(value, " \t");
        }
    }
    return NULL;
}

static ssize_t upgrade(struct connection *connection, const char *head, const char *name, size_t head_size) {
    const char *key = header(head, "Sec-WebSocket-Key");
    size_t key_size = key ? strcspn(key, " \t\r\n") : 0;
    if (key_size == 0 || key_size > 60) return -1;
    char salted[100], accept[29], answer[200];
    unsigned char digest[20];
    int salted_size =
        snprintf(salted, sizeof salted, "%.*s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", (int)key_size, key);
    sha1(salted, salted_size, digest);
    base64_of_digest(digest, accept);
    int size = snprintf(answer, sizeof answer,
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: %s\r\n\r\n",
                        accept);
    send_all(connection->fd, answer, size);
    join(connection, channel_named(name));
    return head_size;
}

static ssize_t read_request(struct connection *connection, char *bytes, size_t size) {
    char *end = memmem(bytes, size, "\r\n\r\n", 4);
    if (!end) return size > 8192 ? -1 : 0;
    size_t head_size = end + 4 - bytes;
    end[2] = 0; /* keeps the last line's end, so that header() finds every line */
    char name[LONGEST_NAME + 1] = "";
    const char *wish = strstr(bytes, "?ch=");
    if (wish) {
        size_t length = strcspn(wish + 4, "& \r\n");
        snprintf(name, sizeof name, "%.*s", (int)(length > LONGEST_NAME ? LONGEST_NAME : length), wish + 4);
    }
    if (strncmp(bytes, "GET ", 4) == 0) return upgrade(connection, bytes, name, head_size);
    const char *length = header(bytes, "Content-Length");
    size_t body_size = length ? strtoul(length, NULL, 10) : 0;
    end[2] = '\r';
    if (body_size > LONGEST_BODY) return -1;
    if (size < head_size + body_size) return 0;
    broadcast(channel_named(name), bytes + head_size, body_size, NULL);
    static const char ok[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    send_all(connection->fd, ok, sizeof ok - 1);
    return head_size + body_size;
}

static ssize_t read_frame(struct connection *connection, char *bytes, size_t size) {
    if (size < 6) return 0;
    unsigned char *frame = (unsigned char *)bytes;
    size_t head_size = 6, payload_size = frame[1] & 0x7f;
    if (!(frame[1] & 0x80) || payload_size == 127) return -1; /* clients mask, and send nothing that long here */
    if (payload_size == 126) {
        if (size < 8) return 0;
        payload_size = frame[2] << 8 | frame[3];
        head_size = 8;
    }
    if (size < head_size + payload_size) return 0;
    unsigned char *mask = frame + head_size - 4, *payload = frame + head_size;
    for (size_t i = 0; i < payload_size; i++) payload[i] ^= mask[i & 3];
    int opcode = frame[0] & 0x0f;
    if (opcode == 8) return -1;
    if (opcode == 9) {
        char pong[4 + LONGEST_BODY];
        size_t pong_head = frame_head(pong, 10, payload_size);
        memcpy(pong + pong_head, payload, payload_size);
        send_all(connection->fd, pong, pong_head + payload_size);
    } else if (opcode <= 2) {
        broadcast(connection->channel, (char *)payload, payload_size, connection);
    }
    return head_size + payload_size;
}

static void close_connection(struct connection *connection) {
    if (connection->channel) leave(connection);
    close(connection->fd);
    free(connection->rest);
    free(connection);
}

static void read_from(struct connection *connection) {
    static char bytes[READ_SIZE];
    size_t kept = connection->rest_size;
    if (kept > 0) memcpy(bytes, connection->rest, kept);
    ssize_t got = read(connection->fd, bytes + kept, sizeof bytes - kept);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        close_connection(connection);
        return;
    }
    size_t size = kept + got, used = 0;
    while (used < size) {
        ssize_t step = connection->channel ? read_frame(connection, bytes + used, size - used)
                                           : read_request(connection, bytes + used, size - used);
        if (step < 0) {
            close_connection(connection);
            return;
        }
        if (step == 0) break;
        used += step;
    }
    connection->rest_size = size - used;
    if (connection->rest_size == 0) {
        free(connection->rest); /* an idle connection keeps no buffer */
        connection->rest = NULL;
    } else {
        connection->rest = grown(connection->rest, connection->rest_size);
        memcpy(connection->rest, bytes + used, connection->rest_size);
    }
}

static void accept_one(int listener, int epoll) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0) return;
    int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct connection *connection = grown(NULL, sizeof *connection);
    memset(connection, 0, sizeof *connection);
    connection->fd = fd;
    struct epoll_event readable = {.events = EPOLLIN, .data.ptr = connection};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &readable)) give_up("epoll_ctl");
}

int main(int argc, char **argv) {
    bool write_mode = argc == 3 && strcmp(argv[2], "write") == 0;
    coalescing = argc == 3 && strcmp(argv[2], "coalesce") == 0;
    if (!write_mode && !coalescing) {
        fprintf(stderr, "usage: floor PORT write|coalesce\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);

    int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (struct sockaddr *)&address, sizeof address)) give_up("bind");
    if (listen(listener, 4096)) give_up("listen");

    int epoll = epoll_create1(0);
    struct epoll_event readable = {.events = EPOLLIN, .data.ptr = NULL}, events[EVENTS];
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &readable)) give_up("epoll_ctl");
    for (;;) {
        int count = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr) read_from(events[i].data.ptr);
            else accept_one(listener, epoll);
        }
        send_pending();
    }
}
