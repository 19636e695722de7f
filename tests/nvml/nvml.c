/*
 * A stand-in for NVIDIA's management library: the functions that we call, with the types, the return codes and the
 * strictness of the real one, over GPUs that a text file describes. The tests compile it to libnvidia-ml.so.1 and put
 * it before the system's, so that what they start loads it as it would load the driver's.
 *
 * NVML_STAND_IN names the file. It is read again at every call, so GPUs come to work, fall silent and fall off the bus
 * while a program looks on. One line per GPU, words apart by spaces; a number is the reading, `!code` makes the call
 * answer with that code instead:
 *
 *     init=0
 *     gpu name=NVIDIA_H200 utilization=97 memory_used=3 memory_total=100 temperature=61 power=288500 processes=2
 *     gpu lost=15
 *
 * It differs from the driver's library where that makes a mistake of the caller visible: handles are addresses above
 * 4 GiB, a name has rubbish behind its end, readings are left as they were by a call that fails, and what is not an
 * argument the real library takes is answered with INVALID_ARGUMENT.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    SUCCESS = 0,
    UNINITIALIZED = 1,
    INVALID_ARGUMENT = 2,
    NOT_SUPPORTED = 3,
    INSUFFICIENT_SIZE = 7,
} nvmlReturn_t;

typedef struct device *nvmlDevice_t;
typedef struct { unsigned int gpu, memory; } nvmlUtilization_t;
typedef struct { unsigned long long total, free, used; } nvmlMemory_t;
typedef struct { unsigned int pid; unsigned long long usedGpuMemory; } nvmlProcessInfo_v1_t;
typedef struct { unsigned int pid; unsigned long long usedGpuMemory; unsigned int gpuInstanceId, computeInstanceId; } nvmlProcessInfo_v2_t;

_Static_assert(sizeof(nvmlMemory_t) == 24 && sizeof(nvmlUtilization_t) == 8, "as in nvml.h");
_Static_assert(sizeof(nvmlProcessInfo_v1_t) == 16 && sizeof(nvmlProcessInfo_v2_t) == 24, "as in nvml.h");

#define MOST 8
#define LINE 512
struct device { char unused; };
struct state { int init; unsigned int count; char gpus[MOST][LINE + 2]; };
static struct device devices[MOST];
static int initialized;

/* Each call has a state of its own: the real library takes calls from many threads, and so does this one. */
static struct state look(void)
{
    struct state now = { 0 };
    char line[LINE];
    const char *name = getenv("NVML_STAND_IN");
    FILE *file = name ? fopen(name, "re") : NULL;
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, "init=", 5) == 0)
            now.init = atoi(line + 5);
        else if (strncmp(line, "gpu", 3) == 0 && now.count < MOST)
            snprintf(now.gpus[now.count++], sizeof now.gpus[0], "%s ", line);
    }
    if (file)
        fclose(file);
    return now;
}

/* What stands behind a word and its equals sign; null where the word is not there. */
static const char *word(const char *gpu, const char *name)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, " %s=", name);
    const char *found = strstr(gpu, wanted);
    return found ? found + strlen(wanted) : NULL;
}

static nvmlReturn_t line_of(nvmlDevice_t device, char gpu[LINE + 2])
{
    struct state now = look();
    if (!initialized)
        return UNINITIALIZED;
    if (device < devices || device >= devices + now.count)
        return INVALID_ARGUMENT;
    memcpy(gpu, now.gpus[device - devices], sizeof now.gpus[0]);
    const char *lost = word(gpu, "lost");
    return lost ? atoi(lost) : SUCCESS;
}

static nvmlReturn_t reading(nvmlDevice_t device, const char *name, unsigned long long *value)
{
    char gpu[LINE + 2];
    nvmlReturn_t code = line_of(device, gpu);
    if (code != SUCCESS)
        return code;
    const char *text = word(gpu, name);
    if (!text)
        return NOT_SUPPORTED;
    if (*text == '!')
        return atoi(text + 1);
    *value = strtoull(text, NULL, 10);
    return SUCCESS;
}

static nvmlReturn_t number(nvmlDevice_t device, const char *name, unsigned int *value)
{
    unsigned long long wide;
    if (!value)
        return INVALID_ARGUMENT;
    nvmlReturn_t code = reading(device, name, &wide);
    if (code == SUCCESS)
        *value = wide;
    return code;
}

nvmlReturn_t nvmlInit_v2(void)
{
    int code = look().init;
    if (code == SUCCESS)
        initialized++;
    return code;
}

nvmlReturn_t nvmlShutdown(void)
{
    if (!initialized)
        return UNINITIALIZED;
    initialized--;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetCount_v2(unsigned int *deviceCount)
{
    if (!initialized)
        return UNINITIALIZED;
    if (!deviceCount)
        return INVALID_ARGUMENT;
    *deviceCount = look().count;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned int index, nvmlDevice_t *device)
{
    if (!initialized)
        return UNINITIALIZED;
    if (index >= MOST || !device)
        return INVALID_ARGUMENT;
    char gpu[LINE + 2];
    nvmlReturn_t code = line_of(&devices[index], gpu);
    if (code == SUCCESS)
        *device = &devices[index];
    return code;
}

nvmlReturn_t nvmlDeviceGetName(nvmlDevice_t device, char *name, unsigned int length)
{
    char gpu[LINE + 2];
    nvmlReturn_t code = line_of(device, gpu);
    if (code != SUCCESS)
        return code;
    const char *text = word(gpu, "name");
    if (!name)
        return INVALID_ARGUMENT;
    if (!text)
        return NOT_SUPPORTED;
    size_t letters = strcspn(text, " ");
    if (length <= letters)
        return INSUFFICIENT_SIZE;
    memset(name, '?', length);
    for (size_t i = 0; i < letters; i++)
        name[i] = text[i] == '_' ? ' ' : text[i];
    name[letters] = 0;
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetUtilizationRates(nvmlDevice_t device, nvmlUtilization_t *utilization)
{
    return utilization ? number(device, "utilization", &utilization->gpu) : INVALID_ARGUMENT;
}

nvmlReturn_t nvmlDeviceGetMemoryInfo(nvmlDevice_t device, nvmlMemory_t *memory)
{
    unsigned long long used, total;
    if (!memory)
        return INVALID_ARGUMENT;
    nvmlReturn_t code = reading(device, "memory_used", &used);
    if (code == SUCCESS)
        code = reading(device, "memory_total", &total);
    if (code == SUCCESS)
        *memory = (nvmlMemory_t){ .total = total, .free = total - used, .used = used };
    return code;
}

nvmlReturn_t nvmlDeviceGetTemperature(nvmlDevice_t device, int sensorType, unsigned int *temp)
{
    return sensorType == 0 ? number(device, "temperature", temp) : INVALID_ARGUMENT;
}

nvmlReturn_t nvmlDeviceGetPowerUsage(nvmlDevice_t device, unsigned int *power)
{
    return number(device, "power", power);
}

/* Too little room is an error even where the caller only asks how many there are: infoCount then says it. */
static nvmlReturn_t processes(nvmlDevice_t device, unsigned int *infoCount, void *infos, size_t size)
{
    unsigned int running;
    if (!infoCount)
        return INVALID_ARGUMENT;
    unsigned int room = *infoCount;
    nvmlReturn_t code = number(device, "processes", &running);
    if (code != SUCCESS)
        return code;
    *infoCount = running;
    if (room < running)
        return INSUFFICIENT_SIZE;
    if (running && !infos)
        return INVALID_ARGUMENT;
    for (unsigned int i = 0; i < running; i++) {
        nvmlProcessInfo_v2_t info = { 4711 + i, 1 << 20, -1, -1 };
        memcpy((char *)infos + i * size, &info, size);
    }
    return SUCCESS;
}

nvmlReturn_t nvmlDeviceGetComputeRunningProcesses(nvmlDevice_t device, unsigned int *infoCount, nvmlProcessInfo_v1_t *infos)
{
    return processes(device, infoCount, infos, sizeof *infos);
}

#ifndef OLD_DRIVER
nvmlReturn_t nvmlDeviceGetComputeRunningProcesses_v3(nvmlDevice_t device, unsigned int *infoCount, nvmlProcessInfo_v2_t *infos)
{
    return processes(device, infoCount, infos, sizeof *infos);
}
#endif
