using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace TrainingMonitor.Runner;

/// <summary>
/// A command started as the leader of its own process group, by an argument list and never through a shell; its two output
/// streams are pipes. .NET's own <c>Process</c> knows no groups and reaps no adopted children, so this goes by
/// <c>posix_spawn</c>. Standard input is passed on unless it is a terminal: a group in the background that reads from its
/// terminal would be stopped, so it reads the end of the file instead.
/// </summary>
internal sealed unsafe class ChildProcess : IDisposable
{
    private readonly AnonymousPipeServerStream _output;
    private readonly AnonymousPipeServerStream _errors;

    private ChildProcess(int id, AnonymousPipeServerStream output, AnonymousPipeServerStream errors) =>
        (Id, _output, _errors) = (id, output, errors);

    /// <summary>Of the process and of its group.</summary>
    public int Id { get; }

    public Stream Output => _output;

    public Stream Errors => _errors;

    /// <exception cref="Win32Exception">The command cannot be started; the message says why.</exception>
    public static ChildProcess Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string? folder)
    {
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var errors = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var actions = NativeMemory.AllocZeroed(Posix.SizeOfAnyStructure);
        var attributes = NativeMemory.AllocZeroed(Posix.SizeOfAnyStructure);
        var signals = NativeMemory.AllocZeroed(Posix.SizeOfAnyStructure);
        using var texts = new NativeTexts();
        try
        {
            Check(Posix.InitActions(actions));
            if (Posix.IsTerminal(0) == 1)
            {
                Check(Posix.AddOpen(actions, 0, texts.Add("/dev/null"), flags: 0, mode: 0));
            }

            Check(Posix.AddDuplicate(actions, (int)output.ClientSafePipeHandle.DangerousGetHandle(), 1));
            Check(Posix.AddDuplicate(actions, (int)errors.ClientSafePipeHandle.DangerousGetHandle(), 2));
            if (folder is not null)
            {
                Check(Posix.AddFolder(actions, texts.Add(folder)));
            }

            Check(Posix.InitAttributes(attributes));
            Check(Posix.SetFlags(attributes, Posix.OwnGroup | Posix.DefaultSignals | Posix.NoMask));
            Check(Posix.SetGroup(attributes, 0));
            Check(Posix.NoSignals(signals));
            Check(Posix.SetMask(attributes, signals));

            // .NET ignores it, and what is ignored stays so in a new program.
            Check(Posix.AddSignal(signals, Posix.BrokenPipe));
            Check(Posix.SetDefaultSignals(attributes, signals));
            Check(Posix.Spawn(
                out var id,
                texts.Add(command[0]),
                actions,
                attributes,
                texts.AddList(command),
                texts.AddList([.. environment.Select(pair => $"{pair.Key}={pair.Value}")])));
            output.DisposeLocalCopyOfClientHandle();
            errors.DisposeLocalCopyOfClientHandle();
            return new ChildProcess(id, output, errors);
        }
        catch
        {
            output.Dispose();
            errors.Dispose();
            throw;
        }
        finally
        {
            _ = Posix.DestroyActions(actions);
            _ = Posix.DestroyAttributes(attributes);
            NativeMemory.Free(actions);
            NativeMemory.Free(attributes);
            NativeMemory.Free(signals);
        }
    }

    /// <summary>To the whole group.</summary>
    public void Signal(int signal) => _ = Posix.Signal(-Id, signal);

    /// <summary>Waits for the process itself, taking what is left of adopted children on the way. Holds a thread.</summary>
    public ExitRecord Wait()
    {
        while (true)
        {
            var ended = Posix.Wait(-1, out var status, 0);
            if (ended == Id)
            {
                return ExitRecord.Of(status);
            }

            if (ended < 0 && Marshal.GetLastPInvokeError() != Posix.Interrupted)
            {
                throw new InvalidOperationException($"BUG: process {Id} was not this one's to wait for");
            }
        }
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new Win32Exception(error);
        }
    }
}
