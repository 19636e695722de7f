using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.Problems;

/// <summary>
/// The one place where an error becomes an answer (RFC 9457). What the store and the endpoints throw on purpose is
/// told in its own words; anything else is a bug of ours: logged whole, told without a stack or a path.
/// </summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ServerOptions options, ILogger<ProblemMiddleware> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            {
                await WriteAsync(context, new ProblemException(context.Response.StatusCode, Sentence(context)));
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Translate(error, context));
        }
    }

    private ProblemException Translate(Exception error, HttpContext context)
    {
        var problem = Problem(error, context);
        if (problem.MissingRun is { } id && context.RequestServices.GetRequiredService<DataStore>().Runs.WasDeleted(id))
        {
            problem.Extra["deleted"] = true;
        }

        return problem;
    }

    private ProblemException Problem(Exception error, HttpContext context)
    {
        switch (error)
        {
            case ProblemException problem:
                return problem;
            case UnknownRunException unknown:
                return ProblemException.UnknownRun(unknown.Id);
            case RunDeletedException deleted:
                return new ProblemException(409, deleted.Message) { Extra = { ["deleted"] = true } };
            case UnknownCheckpointException or UnknownCommandException or UnknownRecordException:
                return new ProblemException(404, error.Message);
            case LogFullException full:
                return new ProblemException(413, full.Message);
            case RunExistsException or CheckpointExistsException or RecordExistsException or RecordInUseException:
                return new ProblemException(409, error.Message);
            case IllegalTransitionException illegal:
                return new ProblemException(409, illegal.Message)
                {
                    Extra = { ["from"] = WireWord<RunStatus>.Of(illegal.From), ["to"] = WireWord<RunStatus>.Of(illegal.To) },
                };
            case SequenceGapException gap:
                return new ProblemException(409, gap.Message) { Extra = { ["expected_seq"] = gap.ExpectedSeq } };
            case FencedWriterException fenced:
                return new ProblemException(409, fenced.Message) { Extra = { ["fenced"] = true } };
            case StoreFullException full:
                context.Response.Headers.RetryAfter = ((int)Math.Ceiling(full.RetryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return new ProblemException(429, full.Message);
            case StoreUnavailableException unavailable:
                context.Response.Headers.RetryAfter = "5";
                return new ProblemException(503, unavailable.Message);
            case StoreInputException input:
                return new ProblemException(400, input.Message);
            case BadHttpRequestException { StatusCode: 413 }:
                return new ProblemException(413, $"got a body over the limit, want at most {options.MaxBodyBytes} bytes");
            case BadHttpRequestException bad:
                return new ProblemException(bad.StatusCode, "got a request that is not well-formed HTTP, want HTTP/1.1 or HTTP/2");
            case InvalidDataException:
                return new ProblemException(400, "got a compressed body that does not decompress, want gzip, br or deflate as Content-Encoding says");
            default:
                LogBug(error, context.Request.Method, context.Request.Path);
                return new ProblemException(500, "the server failed on this request; its log says why");
        }
    }

    private static string Sentence(HttpContext context) => context.Response.StatusCode switch
    {
        404 => $"got {context.Request.Method} {context.Request.Path}, want a path that /openapi.json lists",
        405 => $"got {context.Request.Method} on {context.Request.Path}, want {context.Response.Headers.Allow}",
        415 => $"got a body of type '{context.Request.ContentType}', want application/json",
        var status => ReasonPhrases.GetReasonPhrase(status),
    };

    private static async Task WriteAsync(HttpContext context, ProblemException problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json";
        var body = context.Response.BodyWriter;
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(problem.Status));
            json.WriteNumber("status", problem.Status);
            json.WriteString("detail", problem.Message);
            foreach (var (name, value) in problem.Extra)
            {
                json.WritePropertyName(name);
                switch (value)
                {
                    case long number: json.WriteNumberValue(number); break;
                    case bool flag: json.WriteBooleanValue(flag); break;
                    default: json.WriteStringValue(value?.ToString()); break;
                }
            }

            json.WriteEndObject();
        }

        await body.FlushAsync(context.RequestAborted);
    }

    [LoggerMessage(100, LogLevel.Error, "BUG: {Method} {Path} failed")]
    private partial void LogBug(Exception error, string method, string path);
}
