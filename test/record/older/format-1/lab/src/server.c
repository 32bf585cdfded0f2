/* server PORT: greets whoever sends it a name, by UDP. */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

int main(int argc, char *argv[])
{
    if (argc != 2)
        errx(EXIT_FAILURE, "usage: server PORT");
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ); // each line at once, even into a pipe

    int waiting = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons((in_port_t)atoi(argv[1]))};
    // Set where the lab's hosts share one network stack; everywhere else: all addresses.
    const char *address = getenv("LAB_ADDRESS");

    own.sin_addr.s_addr = address == NULL ? htonl(INADDR_ANY) : inet_addr(address);
    if (waiting == -1 || bind(waiting, (struct sockaddr *)&own, sizeof own) == -1)
        err(EXIT_FAILURE, "port %s", argv[1]);
    printf("Waiting on UDP port %s\n", argv[1]);

    for (;;) {
        char name[64], greeting[80];
        struct sockaddr_in sender;
        socklen_t size = sizeof sender;
        ssize_t length = recvfrom(waiting, name, sizeof name, 0, (struct sockaddr *)&sender, &size);

        if (length == -1)
            err(EXIT_FAILURE, "recvfrom");
        printf("%.*s at %s port %d\n", (int)length, name, inet_ntoa(sender.sin_addr), ntohs(sender.sin_port));
        int greeted = snprintf(greeting, sizeof greeting, "Hello, %.*s", (int)length, name);

        if (sendto(waiting, greeting, (size_t)greeted, 0, (struct sockaddr *)&sender, size) == -1)
            err(EXIT_FAILURE, "sendto");
    }
}
