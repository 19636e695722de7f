using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.DataSets;

/// <summary>Takes files into data sets: each to the disk first, then into the records.</summary>
internal sealed class DataSetUpload(DataSetFolder folder, DataStore store, TimeProvider time)
{
    public const long MostFiles = 1_000_000;
    private const int LongestName = 1024;

    /// <exception cref="UnknownRecordException">There is no such data set.</exception>
    public async Task<DataSetFile> ReceiveAsync(string id, long n, string name, Stream body, CancellationToken stop)
    {
        TextRule.Name("file name", name, LongestName);
        if (n is < 0 or >= MostFiles)
        {
            throw ProblemException.BadRequest($"got file number {n}, want 0 to {MostFiles - 1}");
        }

        store.DataSets.Get(id);
        var path = folder.PathOf(id, n, name);
        var former = Former(id, n);
        var (size, hash) = await Intake.TakeAsync(path, body, stop);
        var (type, mediaType, _) = MediaTypes.Of(name);
        try
        {
            var file = await store.DataSets.PutFileAsync(
                id,
                new DataSetFile { N = n, Name = name, Type = type, MediaType = mediaType, Size = size, Sha256 = hash, CreatedAt = Instant.Now(time) },
                CancellationToken.None);
            if (former is not null && former != path)
            {
                File.Delete(former);
            }

            return file;
        }
        catch (UnknownRecordException)
        {
            // Deleted while the file arrived.
            folder.Delete(id);
            throw;
        }
    }

    /// <summary>Every file of a form, numbered on from the last.</summary>
    public async Task<IReadOnlyList<DataSetFile>> ReceiveFormAsync(string id, HttpRequest request, CancellationToken stop)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        if (type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true || boundary is not { Length: > 0 and <= 100 })
        {
            throw new ProblemException(415, $"got a body of type '{TextRule.Shorten(request.ContentType ?? "")}', want multipart/form-data with a boundary");
        }

        var n = store.DataSets.NextFile(id);
        var files = new List<DataSetFile>();
        var parts = new MultipartReader(boundary, request.Body) { BodyLengthLimit = null };
        while (await NextAsync(parts, stop) is { } part)
        {
            if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var about) && about.IsFileDisposition())
            {
                var name = HeaderUtilities.RemoveQuotes(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName).Value ?? "";
                files.Add(await ReceiveAsync(id, n++, name, part.Body, stop));
            }
        }

        return files.Count > 0 ? files : throw ProblemException.BadRequest("got a form without files, want at least one part with a filename");
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader parts, CancellationToken stop)
    {
        try
        {
            return await parts.ReadNextSectionAsync(stop);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw ProblemException.BadRequest("got a form that breaks off or has no parts, want multipart/form-data");
        }
    }

    private string? Former(string id, long n)
    {
        try
        {
            return folder.PathOf(id, n, store.DataSets.File(id, n).Name);
        }
        catch (UnknownRecordException)
        {
            return null;
        }
    }
}
