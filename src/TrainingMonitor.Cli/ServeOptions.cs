using System.CommandLine;
using System.Globalization;
using TrainingMonitor.Server;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Cli;

/// <summary>The options that <c>serve</c> and <c>demo</c> share.</summary>
internal sealed class ServeOptions
{
    private readonly Option<string> _host = new("--host") { Description = "Address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<int> _port = new("--port") { Description = "Port to listen on; 0 takes a free one.", DefaultValueFactory = _ => 8000 };
    private readonly Option<string> _data = new("--data") { Description = "Folder that holds everything the server keeps.", DefaultValueFactory = _ => "./data" };
    private readonly Option<string[]> _allowHost = new("--allow-host") { Description = "Another Host name to answer to (repeatable).", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _checkpointRoot = new("--checkpoint-root") { Description = "A folder in which the server may open checkpoints that scripts registered (repeatable).", DefaultValueFactory = _ => [] };

    private readonly Option<double> _systemRawHours = new("--system-raw-hours")
    {
        Description = "Hours that samples of hosts are kept raw; older ones become one-minute buckets. 0 keeps them for ever.",
        DefaultValueFactory = _ => 24,
    };

    private readonly Option<double> _systemMinuteDays = new("--system-minute-days")
    {
        Description = "Days that one-minute buckets of hosts are kept; older ones go to files in DATA/archive. 0 keeps them for ever.",
        DefaultValueFactory = _ => 30,
    };

    private readonly Option<double> _runRawHours = new("--run-raw-hours")
    {
        Description = "Hours that points of runs are kept raw; older ones become one-minute buckets. 0 keeps them for ever.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<double> _runMinuteDays = new("--run-minute-days")
    {
        Description = "Days that one-minute buckets of ended runs are kept; older ones go to files in DATA/archive. 0 keeps them for ever.",
        DefaultValueFactory = _ => 0,
    };

    private readonly Option<int> _slots = new("--slots") { Description = "How many slots jobs share; a job takes one unless it says otherwise.", DefaultValueFactory = _ => 1 };

    private readonly Option<string[]> _set = new("--set") { Description = $"A limit as name=value (repeatable): {ServerSettings.Names}.", DefaultValueFactory = _ => [] };

    public void AddTo(Command command)
    {
        foreach (var age in (ReadOnlySpan<Option<double>>)[_systemRawHours, _systemMinuteDays, _runRawHours, _runMinuteDays])
        {
            age.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1e6))
                {
                    result.AddError($"got {age.Name} {result.Tokens[0].Value}, want a number from 0 to 1000000");
                }
            });
            command.Options.Add(age);
        }

        _set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                try
                {
                    ServerSettings.Set(new ServerOptions(), token.Value);
                }
                catch (FormatException wrong)
                {
                    result.AddError(wrong.Message);
                }
            }
        });
        command.Options.Add(_set);
        _port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var port) || port is < 0 or > 65535))
            {
                result.AddError($"got --port {result.Tokens[0].Value}, want 0 to 65535");
            }
        });
        _host.Validators.Add(result =>
        {
            var host = result.Tokens.Count == 1 ? result.Tokens[0].Value : "localhost";
            if (host != "localhost" && !System.Net.IPAddress.TryParse(host, out _))
            {
                result.AddError($"got --host {host}, want an IP address or localhost");
            }
        });
        _slots.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var slots) || slots is < 1 or > 1000))
            {
                result.AddError($"got --slots {token.Value}, want 1 to 1000");
            }
        });
        command.Options.Add(_host);
        command.Options.Add(_port);
        command.Options.Add(_data);
        command.Options.Add(_allowHost);
        command.Options.Add(_checkpointRoot);
        command.Options.Add(_slots);
    }

    public ServerOptions Read(ParseResult parsed) => parsed.GetValue(_set)!.Aggregate(Bare(parsed), ServerSettings.Set);

    private ServerOptions Bare(ParseResult parsed) => new()
    {
        Host = parsed.GetValue(_host)!,
        Port = parsed.GetValue(_port),
        DataFolder = Path.GetFullPath(parsed.GetValue(_data)!),
        AllowedHosts = parsed.GetValue(_allowHost)!,
        Retention = new RetentionOptions
        {
            SystemRaw = TimeSpan.FromHours(parsed.GetValue(_systemRawHours)),
            SystemBuckets = TimeSpan.FromDays(parsed.GetValue(_systemMinuteDays)),
            RunRaw = TimeSpan.FromHours(parsed.GetValue(_runRawHours)),
            RunBuckets = TimeSpan.FromDays(parsed.GetValue(_runMinuteDays)),
        },
        CheckpointRoots = [.. parsed.GetValue(_checkpointRoot)!.Select(Path.GetFullPath)],
        Slots = parsed.GetValue(_slots),
        Program = OwnProgram.Words,
        Templates = BuiltInTemplates.All,
    };
}
