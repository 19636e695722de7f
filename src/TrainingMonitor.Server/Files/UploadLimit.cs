using Microsoft.AspNetCore.Http.Metadata;

namespace TrainingMonitor.Server.Files;

/// <summary>On an endpoint that takes files: the largest body, which the framework applies before and after decompression.</summary>
internal sealed record UploadLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
