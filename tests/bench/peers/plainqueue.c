/* The least that a job at a broker costs: publish, consume, acknowledge, against librabbitmq alone.
 *
 *   plainqueue HOST PORT MESSAGES PROCESSES CONSUMERS PREFETCH
 *
 * One process publishes persistent messages of 30 bytes to a durable queue. So many others, each
 * with a connection that so many consumers share, acknowledge each message by itself. Prints how
 * many messages a second have come, from the first publishing to the last acknowledgement. */

#if __has_include(<rabbitmq-c/amqp.h>)
#include <rabbitmq-c/amqp.h>
#include <rabbitmq-c/tcp_socket.h>
#else
#include <amqp.h>
#include <amqp_tcp_socket.h>
#endif

#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CHANNEL = 1, BODY_BYTES = 30, FRAME_BYTES = 131072 };

static const char *const QUEUE = "plain";

/* What all processes see. */
struct progress {
    atomic_int ready;        /* processes that consume */
    atomic_int acknowledged; /* messages */
};

static void fail(const char *what)
{
    fprintf(stderr, "plainqueue: %s\n", what);
    exit(1);
}

static void check(amqp_connection_state_t connection, const char *what)
{
    if (amqp_get_rpc_reply(connection).reply_type != AMQP_RESPONSE_NORMAL)
        fail(what);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void wait_until(const atomic_int *value, int wanted)
{
    const struct timespec nap = {0, 500000};
    while (atomic_load(value) < wanted)
        nanosleep(&nap, NULL);
}

static amqp_connection_state_t connected(const char *host, int port)
{
    amqp_connection_state_t connection = amqp_new_connection();
    if (!connection || amqp_socket_open(amqp_tcp_socket_new(connection), host, port) != 0)
        fail("there is no broker");
    const amqp_rpc_reply_t reply = amqp_login(connection, "/", 0, FRAME_BYTES, 0,
                                              AMQP_SASL_METHOD_PLAIN, "guest", "guest");
    if (reply.reply_type != AMQP_RESPONSE_NORMAL)
        fail("the broker lets nobody in");
    amqp_channel_open(connection, CHANNEL);
    check(connection, "no channel");
    return connection;
}

/* Acknowledges what comes, until it is ended. */
static void consume(const char *host, int port, int consumers, int prefetch,
                    struct progress *progress)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    amqp_connection_state_t connection = connected(host, port);
    for (int i = 0; i < consumers; ++i) {
        amqp_basic_qos(connection, CHANNEL, 0, (uint16_t)prefetch, 0);
        check(connection, "no prefetch");
        amqp_basic_consume(connection, CHANNEL, amqp_cstring_bytes(QUEUE), amqp_empty_bytes, 0, 0,
                           0, amqp_empty_table);
        check(connection, "no consumer");
    }
    atomic_fetch_add(&progress->ready, 1);
    for (;;) {
        amqp_envelope_t envelope;
        amqp_maybe_release_buffers(connection);
        if (amqp_consume_message(connection, &envelope, NULL, 0).reply_type != AMQP_RESPONSE_NORMAL)
            fail("the connection is lost");
        amqp_basic_ack(connection, CHANNEL, envelope.delivery_tag, 0);
        amqp_destroy_envelope(&envelope);
        atomic_fetch_add(&progress->acknowledged, 1);
    }
}

static void publish(amqp_connection_state_t connection, int messages)
{
    char body[BODY_BYTES];
    memset(body, 'x', sizeof body);
    const amqp_bytes_t bytes = {sizeof body, body};
    amqp_basic_properties_t properties = {0};
    properties._flags = AMQP_BASIC_DELIVERY_MODE_FLAG;
    properties.delivery_mode = AMQP_DELIVERY_PERSISTENT;
    for (int i = 0; i < messages; ++i) {
        if (amqp_basic_publish(connection, CHANNEL, amqp_empty_bytes, amqp_cstring_bytes(QUEUE), 0,
                               0, &properties, bytes) != AMQP_STATUS_OK)
            fail("nothing can be published");
    }
}

int main(int argc, char **argv)
{
    if (argc != 7)
        fail("HOST PORT MESSAGES PROCESSES CONSUMERS PREFETCH");
    const char *const host = argv[1];
    const int port = atoi(argv[2]);
    const int messages = atoi(argv[3]);
    const int processes = atoi(argv[4]);
    struct progress *const progress =
        mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t *const consumers = calloc((size_t)processes, sizeof *consumers);
    if (progress == MAP_FAILED || !consumers)
        fail("no memory");
    amqp_connection_state_t connection = connected(host, port);
    amqp_queue_declare(connection, CHANNEL, amqp_cstring_bytes(QUEUE), 0, 1, 0, 0,
                       amqp_empty_table);
    check(connection, "no queue");
    for (int i = 0; i < processes; ++i) {
        consumers[i] = fork();
        if (consumers[i] == 0)
            consume(host, port, atoi(argv[5]), atoi(argv[6]), progress);
    }
    wait_until(&progress->ready, processes);

    const double began = seconds();
    publish(connection, messages);
    wait_until(&progress->acknowledged, messages);
    printf("%.1f\n", messages / (seconds() - began));

    for (int i = 0; i < processes; ++i) {
        kill(consumers[i], SIGKILL);
        waitpid(consumers[i], NULL, 0);
    }
    amqp_queue_delete(connection, CHANNEL, amqp_cstring_bytes(QUEUE), 0, 0);
    amqp_connection_close(connection, AMQP_REPLY_SUCCESS);
    amqp_destroy_connection(connection);
    return 0;
}
