/*
 * TCPechod_seq PORT: a sequential echo server.
 *
 * One process serves one client to the end before it accepts the next. Meanwhile the kernel still
 * completes the handshake with other clients and keeps what they send: they are connected, but
 * nobody answers them.
 *
 * With CLOSE_CONNECTION=0 it has a fault: it never closes the socket of a client that has left.
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef CLOSE_CONNECTION
#define CLOSE_CONNECTION 1
#endif

static in_port_t parse_port(const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);

    if (end == text || *end != '\0' || port < 1 || port > 65535)
        errx(EXIT_FAILURE, "got port \"%s\", expected a number from 1 to 65535", text);
    return (in_port_t)port;
}

static int open_listener(in_port_t port)
{
    struct sockaddr_in address = {0};
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (listener == -1)
        err(EXIT_FAILURE, "socket");

    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY); // every address of this host
    address.sin_port = htons(port);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) == -1)
        err(EXIT_FAILURE, "bind to port %d", port);
    // Clients that wait to be accepted stand in this queue, with their connection open.
    if (listen(listener, 5) == -1)
        err(EXIT_FAILURE, "listen at port %d", port);
    return listener;
}

// What came from the network may hold anything; a terminal would obey some of it.
static void print_line(const char *line, size_t length)
{
    printf("receiving data: ");
    for (size_t i = 0; i < length && line[i] != '\n'; i++)
        putchar(line[i] >= ' ' && line[i] <= '~' ? line[i] : '.');
    putchar('\n');
}

// write() may take less than it was given. Returns -1 when it fails.
static int write_all(int connection, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t written = write(connection, data, length);

        if (written == -1)
            return -1;
        data += written;
        length -= (size_t)written;
    }
    return 0;
}

// TCP carries bytes, not lines: what a client typed while it waited comes in one read().
// Each line goes back with a write() of its own. If that client is gone, the first write() still
// succeeds, because the kernel only queues the data; the RST that answers it makes the second fail.
static int echo_lines(int connection, const char *data, size_t length)
{
    while (length > 0) {
        const char *newline = memchr(data, '\n', length);
        size_t line = newline ? (size_t)(newline - data) + 1 : length;

        print_line(data, line);
        if (write_all(connection, data, line) == -1)
            return -1;
        data += line;
        length -= line;
    }
    return 0;
}

static void serve(int connection)
{
    char data[1024];
    ssize_t received;

    while ((received = read(connection, data, sizeof data)) > 0) {
        if (echo_lines(connection, data, (size_t)received) == -1) {
            printf("write failed: %s\n", strerror(errno));
            return;
        }
    }
    if (received == 0) // end of file: the client's FIN
        printf("connection closed by the client\n");
    else
        printf("read failed: %s\n", strerror(errno));
}

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(EXIT_FAILURE, "usage: TCPechod_seq PORT");

    in_port_t port = parse_port(argv[1]);
    int listener = open_listener(port);

    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); // show each line when it is printed, even in a pipe
    // Here one process serves everybody: it must not die because one client is gone.
    // With SIGPIPE ignored, write() returns -1 instead, and errno is EPIPE.
    signal(SIGPIPE, SIG_IGN);

    for (;;) {
        struct sockaddr_in client;
        socklen_t size = sizeof client;

        printf("Waiting for incoming connections at port %d\n", port);
        int connection = accept(listener, (struct sockaddr *)&client, &size);

        if (connection == -1) {
            if (errno == ECONNABORTED) // some systems say so when the client has left the queue
                continue;
            err(EXIT_FAILURE, "accept");
        }
        printf("Incoming connection from %s remote port %d\n", inet_ntoa(client.sin_addr),
               ntohs(client.sin_port));
        serve(connection);
        // close() sends the server's FIN. Without it the socket stays in CLOSE_WAIT for as long
        // as this process lives: the client has said its last word, the server has not.
        if (CLOSE_CONNECTION)
            close(connection);
    }
}
