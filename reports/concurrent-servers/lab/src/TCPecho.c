/*
 * TCPecho HOST PORT: sends what is typed, line by line, and prints what comes back.
 *
 * End of file (Ctrl-D) closes the sending direction only: what is still on its way back is shown.
 * Ctrl-C ends the process, and the kernel closes its socket.
 *
 * LAB_ADDRESS in the environment is the local address to connect from. It is for labs whose hosts
 * share one network stack (127.0.0.2, 127.0.0.3, ...), where the kernel would choose the same for all.
 *
 * With HASTY=1 (TCPecho_hasty HOST PORT LINES) it sends that many lines and leaves at once.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <err.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef HASTY
#define HASTY 0
#endif

static void use_lab_address(int connection)
{
    const char *text = getenv("LAB_ADDRESS");
    struct sockaddr_in local = {0}; // port 0: the kernel chooses a free one

    if (text == NULL)
        return;
    local.sin_family = AF_INET;
    if (inet_pton(AF_INET, text, &local.sin_addr) != 1)
        errx(EXIT_FAILURE, "got LAB_ADDRESS \"%s\", expected an address such as 127.0.0.2", text);
    if (bind(connection, (struct sockaddr *)&local, sizeof local) == -1)
        err(EXIT_FAILURE, "bind to LAB_ADDRESS %s", text);
}

static int connect_to(const char *host, const char *port)
{
    struct addrinfo hints = {0};
    struct addrinfo *found;
    struct sockaddr_in local;
    socklen_t size = sizeof local;

    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    int status = getaddrinfo(host, port, &hints, &found);
    if (status != 0)
        errx(EXIT_FAILURE, "look up %s port %s: %s", host, port, gai_strerror(status));

    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection == -1)
        err(EXIT_FAILURE, "socket");
    use_lab_address(connection);
    // Only the first address found: the hosts of a lab have one on each network.
    if (connect(connection, found->ai_addr, found->ai_addrlen) == -1)
        err(EXIT_FAILURE, "connect to %s port %s", host, port);
    freeaddrinfo(found);

    if (getsockname(connection, (struct sockaddr *)&local, &size) == -1)
        err(EXIT_FAILURE, "getsockname");
    printf("Connected to %s port %s from port %d\n", host, port, ntohs(local.sin_port));
    return connection;
}

// Sends all that was typed. Without MSG_NOSIGNAL, a server that is gone would end us by SIGPIPE,
// without a word; with it, send() fails, and we can say why.
static void send_all(int connection, const char *data, size_t length, int flags)
{
    while (length > 0) {
        ssize_t sent = send(connection, data, length, flags | MSG_NOSIGNAL);

        if (sent == -1)
            err(EXIT_FAILURE, "send");
        data += sent;
        length -= (size_t)sent;
    }
}

// One read() from each side at a time. Returns what was copied, 0 at the end of file.
static size_t copy_typed(int connection)
{
    char data[1024];
    ssize_t typed = read(STDIN_FILENO, data, sizeof data);

    if (typed == -1)
        err(EXIT_FAILURE, "read from the terminal");
    send_all(connection, data, (size_t)typed, 0);
    return (size_t)typed;
}

static size_t copy_received(int connection)
{
    char data[1024];
    ssize_t received = read(connection, data, sizeof data);

    if (received == -1)
        err(EXIT_FAILURE, "read from the server");
    fwrite(data, 1, (size_t)received, stdout);
    fflush(stdout); // as it comes, even if it is not a whole line
    return (size_t)received;
}

// Two sources, and nobody knows which one speaks next: poll() waits for both at once.
static void converse(int connection)
{
    struct pollfd typed = {.fd = STDIN_FILENO, .events = POLLIN};
    struct pollfd server = {.fd = connection, .events = POLLIN};

    for (;;) {
        struct pollfd sources[] = {server, typed};

        if (poll(sources, 2, -1) == -1)
            err(EXIT_FAILURE, "poll");
        if (sources[0].revents != 0 && copy_received(connection) == 0)
            break;
        if (sources[1].revents != 0 && copy_typed(connection) == 0) {
            shutdown(connection, SHUT_WR); // our FIN; the other direction stays open
            typed.fd = -1;                 // poll() skips negative descriptors
        }
    }
    printf("Connection closed by the server\n");
}

// The lines and the FIN shall travel in one segment: then the server has them all before it can
// answer the first, and each run goes the same way. MSG_MORE holds the lines back until close().
// (Sent apart, an echo might reach us before we leave, and close() with unread data sends RST, not FIN.)
static void send_and_leave(int connection, const char *count)
{
    char lines[1024];
    size_t length = 0;
    int wanted = atoi(count);

    if (wanted < 1 || wanted > 50) // more might not fit into one segment
        errx(EXIT_FAILURE, "got %s lines, expected 1 to 50", count);
    for (int i = 1; i <= wanted; i++)
        length += (size_t)snprintf(lines + length, sizeof lines - length, "line %d\n", i);
    send_all(connection, lines, length, MSG_MORE);
    close(connection);
    printf("Sent %d lines and left\n", wanted);
}

int main(int argc, char *argv[])
{
    if (argc != (HASTY ? 4 : 3))
        errx(EXIT_FAILURE, "usage: TCPecho HOST PORT%s", HASTY ? " LINES" : "");

    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); // show each line when it is printed, even in a pipe
    int connection = connect_to(argv[1], argv[2]);

    if (HASTY)
        send_and_leave(connection, argv[3]);
    else
        converse(connection);
    return EXIT_SUCCESS;
}
