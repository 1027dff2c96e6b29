/* Runs a command in a process to which the system gives no memory that may be executed and was writable before.
   Status 77 where the system does not know how to refuse it (Linux does from 6.3 on). */

#include <sys/prctl.h>
#include <unistd.h>

enum { SET_MDWE = 65, REFUSE_EXEC_GAIN = 1, UNKNOWN = 77, NOT_RUN = 78 };

int main(int count, char **words) {
    if (count < 2) return NOT_RUN;
    if (prctl(SET_MDWE, REFUSE_EXEC_GAIN, 0L, 0L, 0L) != 0) return UNKNOWN;
    execv(words[1], words + 1);
    return NOT_RUN;
}
