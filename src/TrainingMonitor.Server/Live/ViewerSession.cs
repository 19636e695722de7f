using System.Text.Json;
using TrainingMonitor.Contract;
using TrainingMonitor.Contract.Json;
using TrainingMonitor.Server.Problems;

namespace TrainingMonitor.Server.Live;

/// <summary>The viewer's side of a socket: begins and ends subscriptions.</summary>
internal sealed class ViewerSession(LiveHub hub, Viewer viewer, LiveOptions options)
{
    public void Handle(ReadOnlyMemory<byte> message)
    {
        ViewerMessage request;
        try
        {
            request = JsonSerializer.Deserialize(message.Span, WireJson.Default.ViewerMessage)!;
        }
        catch (JsonException error)
        {
            viewer.Post(Frames.Error(JsonSentence.Of(error, WireJson.Default.ViewerMessage)));
            return;
        }

        if (Fault(request) is { } fault)
        {
            viewer.Post(Frames.Error(fault));
        }
        else if (request.Type == "unsubscribe")
        {
            hub.Unsubscribe(viewer, request.RunId);
        }
        else
        {
            var format = request.Format == "columns" ? PointFormat.Columns : PointFormat.Updates;
            hub.Subscribe(new Subscription(viewer, request.RunId, format, request.MaxRate ?? options.DefaultMaxRate, request.Since));
        }
    }

    public void End() => hub.Unsubscribe(viewer);

    private static string? Fault(ViewerMessage request) =>
        request.RunId != "*" && !Id.IsValid(request.RunId) ? $"got run_id '{TextRule.Shorten(request.RunId)}', want a run id or *"
        : request.Format is not (null or "updates" or "columns") ? $"got format '{TextRule.Shorten(request.Format)}', want updates or columns"
        : request.MaxRate is { } rate && rate is not (>= 0.1 and <= 1000) ? $"got max_rate {rate}, want 0.1 to 1000 frames a second"
        : request.Since < 0 ? $"got since {request.Since}, want a cursor from 0"
        : null;
}
