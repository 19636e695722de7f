using System.Collections.Concurrent;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TrainingMonitor.Contract;
using TrainingMonitor.Server.Files;
using TrainingMonitor.Server.Jobs;
using TrainingMonitor.Server.Problems;
using TrainingMonitor.Storage;

namespace TrainingMonitor.Server.DataSets;

/// <summary>
/// Takes files into data sets: each to the disk first, then into the records. What a job is reading does not change under
/// it, and while the files of an upload are awaited no others are taken.
/// </summary>
internal sealed class DataSetUpload(DataSetFolder folder, DataStore store, JobExecutions executions, TimeProvider time)
{
    public const long MostFiles = 1_000_000;
    private const int LongestName = 1024;
    private readonly ConcurrentDictionary<string, long> _given = new(StringComparer.Ordinal);

    /// <exception cref="UnknownRecordException">There is no such data set.</exception>
    public async Task<DataSetFile> ReceiveAsync(string id, long n, string name, Stream body, CancellationToken stop)
    {
        TextRule.Name("file name", name, LongestName);
        if (n is < 0 or >= MostFiles)
        {
            throw ProblemException.BadRequest($"got file number {n}, want 0 to {MostFiles - 1}");
        }

        Open(store.DataSets.Get(id), n);
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

        store.DataSets.Get(id);
        var files = new List<DataSetFile>();
        var parts = new MultipartReader(boundary, request.Body) { BodyLengthLimit = null };
        while (await NextAsync(parts, stop) is { } part)
        {
            if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var about) && about.IsFileDisposition())
            {
                // Browsers write a quote in a name so, and no other escape that a name may have.
                var name = about.FileNameStar.HasValue ? about.FileNameStar.Value! : HeaderUtilities.RemoveQuotes(about.FileName).Value?.Replace("%22", "\"", StringComparison.Ordinal) ?? "";
                files.Add(await ReceiveAsync(id, Number(id), name, part.Body, stop));
            }
        }

        return files.Count > 0 ? files : throw ProblemException.BadRequest("got a form without files, want at least one part with a filename");
    }

    /// <summary>The next that is free; forms that come at the same time get different ones.</summary>
    private long Number(string id)
    {
        var next = store.DataSets.NextFile(id);
        return _given.AddOrUpdate(id, next, (_, last) => Math.Max(last + 1, next));
    }

    /// <exception cref="ProblemException">409: it takes no such file now.</exception>
    private void Open(DataSet dataSet, long n)
    {
        if (dataSet.Status == DataSetStatus.Processing && n >= dataSet.ExpectedFiles)
        {
            throw new ProblemException(409, $"got a further file for data set '{dataSet.Name}', of which {dataSet.Files} of {dataSet.ExpectedFiles} have arrived; want its own files first: it takes others once it is active");
        }

        if (executions.ReaderOf(dataSet.Id) is { } reader)
        {
            throw new ProblemException(409, $"got a file for data set '{dataSet.Name}', which job '{store.Runs.Find(reader)?.Name ?? reader}' is reading; want one that no job runs with: wait for its end, or make another data set");
        }
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
