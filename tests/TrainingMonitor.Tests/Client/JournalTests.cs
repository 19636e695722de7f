using System.Text;
using TrainingMonitor.Client;
using TrainingMonitor.Contract;

namespace TrainingMonitor.Tests.Client;

public sealed class JournalTests : IDisposable
{
    private static readonly RunIdentity Run = new("run_a", new Uri("http://127.0.0.1:1"), "host-1-a", null, """{"id":"run_a","name":"a"}"""u8.ToArray());

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static byte[] Batch(int seq) =>
        Encoding.UTF8.GetBytes($$$"""{"writer":"host-1-a","seq":{{{seq}}},"steps":[{{{seq}}}],"times":[1.5],"metrics":{"loss":[{{{seq}}}]}}""");

    private string Write(int batches, int acknowledged)
    {
        var path = JournalFolder.File(_folder.Path, Run);
        using var file = JournalFile.Create(path, Run.Record());
        for (var number = 1; number <= batches; number++)
        {
            file.Append(number, JournalKind.Batch, Batch(number));
        }

        if (acknowledged > 0)
        {
            file.Append(acknowledged, JournalKind.Ack, []);
        }

        return path;
    }

    private string WriteOf(string writer, double born, byte[] resume)
    {
        var run = Run with { Writer = writer, Born = born };
        var path = JournalFolder.File(_folder.Path, run);
        using var file = JournalFile.Create(path, run.Record());
        if (resume.Length > 0)
        {
            file.Append(1, JournalKind.Request, resume);
        }

        file.Append(2, JournalKind.Batch, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Batch(1)).Replace("host-1-a", writer, StringComparison.Ordinal)));
        return path;
    }

    [Fact]
    public async Task Of_one_run_what_a_resume_superseded_goes_before_it_whatever_was_written_to_last_and_the_resume_waits_for_it()
    {
        var superseded = WriteOf("host-2-b", 1000, []);
        var resumed = WriteOf("host-1-c", 2000, RunRequests.Resume(Run.RunId, "host-1-c"));
        File.SetLastWriteTimeUtc(resumed, DateTime.UtcNow.AddHours(-1));
        Assert.Equal([superseded, resumed], JournalSync.Find(_folder.Path));

        await using var peer = new Peer();
        JournalSync sync = new(TimeSpan.FromMilliseconds(300));
        RunIdentity? Where(RunIdentity run) => run with { Url = new Uri(peer.Url) };
        var waits = await sync.SendAsync(resumed, Where, null, new HashSet<string> { Run.RunId }, TestContext.Current.CancellationToken);
        Assert.Equal((JournalSyncOutcome.Waiting, 2, "what the run logged before has to go first"), (waits.Outcome, waits.Left, waits.Detail));
        Assert.Empty(peer.Requests);
        var sent = await sync.SendAsync(resumed, Where, null, new HashSet<string> { "another" }, TestContext.Current.CancellationToken);
        Assert.Equal(JournalSyncOutcome.Sent, sent.Outcome);
    }

    [Fact]
    public async Task What_a_full_disk_does_not_take_is_counted_in_the_journal_s_newest_batch_and_the_end_of_the_run_is_kept()
    {
        var path = JournalFolder.File(_folder.Path, Run);
        using (var outbox = new Outbox(path, Run.Record(), sizeLimit: 1 << 20))
        {
            for (var seq = 1; seq <= 3; seq++)
            {
                outbox.Add(new Delivery(seq, JournalKind.Batch, Batch(seq), 1));
            }

            Assert.Equal(1, outbox.Current()?.Number);
            outbox.Persist();

            // From here on the disk refuses: nothing is persisted any more.
            outbox.Add(new Delivery(4, JournalKind.Batch, Batch(4), 1));
            outbox.Add(new Delivery(5, JournalKind.Batch, BatchEdit.Empty(Batch(5), 10), 0));
            outbox.Add(new Delivery(6, JournalKind.Request, RunRequests.Status("run_a", RunStatus.Completed, null)));
            Assert.Equal(1 + 1 + 11, outbox.GiveUpUnjournaled());
        }

        await using var peer = new Peer();
        var result = await new JournalSync().SendAsync(path, new Uri(peer.Url), TestContext.Current.CancellationToken);
        Assert.Equal(JournalSyncOutcome.Sent, result.Outcome);
        Assert.Equal([("loss", 1, 1.0), ("loss", 2, 2.0)], peer.Store.Points);
        Assert.Equal(13, peer.Store.Lost);
        Assert.Equal(["completed"], peer.Store.Statuses);
    }

    [Fact]
    public void The_bytes_are_those_of_the_drawing()
    {
        Assert.Equal([0x54, 0x4D, 0x4A, 0x4C, 1, 0, 0, 0], JournalCodec.FileHeader());
        var record = JournalCodec.Encode(258, JournalKind.Request, "123456789"u8);
        Assert.Equal([9, 0, 0, 0], record[..4]);
        Assert.Equal([2, 1, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0], record[8..20]);
        Assert.Equal("123456789"u8.ToArray(), record[20..]);

        // The check value of the algorithm, as every catalogue of CRCs gives it.
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));
        Assert.Equal(0xCBF43926u, Crc32.Of("6789"u8, Crc32.Of("12345"u8)));
    }

    [Fact]
    public void A_journal_cut_at_any_byte_gives_its_whole_records()
    {
        var path = Write(batches: 3, acknowledged: 0);
        var bytes = File.ReadAllBytes(path);
        var starts = new List<long>();
        using (var whole = JournalFile.TryOpen(path)!)
        {
            long offset = JournalCodec.FileHeaderLength;
            while (whole.TryRead(ref offset, out _))
            {
                starts.Add(offset);
            }
        }

        for (var length = JournalCodec.FileHeaderLength; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            using var cut = JournalFile.TryOpen(path)!;
            var scan = JournalScan.Of(cut);
            Assert.Equal(Math.Max(0, starts.Count(end => end <= length) - 1), scan.Waiting);
            Assert.Equal(length >= starts[0], scan.Run is not null);
            Assert.False(scan.IsDamaged);
        }
    }

    [Fact]
    public async Task An_absent_server_is_said_once_however_many_journals_wait_for_it()
    {
        await using var peer = new Peer { Fault = _ => PeerFault.Says(503) };
        var said = new Lines();
        var options = new TrainingMonitorOptions { JournalDirectory = _folder.Path, Logger = said, Time = new HurriedTime() };
        string[] ids = ["first", "second", "third"];
        foreach (var id in ids[..2])
        {
            await using var offline = new TrainingMonitorClient(options with { RunId = id, Offline = true });
            offline.LogMetrics(1, ("loss", 1));
        }

        int Tries(string id) => peer.Requests.Count(request => request.Text.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal));
        await using (new TrainingMonitorClient(options with { RunId = ids[2], DashboardUrl = peer.Url }))
        {
            // The first of the journals left and the run itself; who tries again has said why by then.
            await Wait.ForAsync(() => ids.Count(id => Tries(id) >= 2) == 2);
            Assert.Single(said.All, sentence => sentence.StartsWith("no connection to", StringComparison.Ordinal));
            peer.Fault = _ => null;
            await Wait.ForAsync(() => _folder.Journals.Length == 0);
        }

        Assert.Single(said.All, sentence => sentence.StartsWith("connected to", StringComparison.Ordinal));
    }

    [Fact]
    public void Points_of_a_batch_are_its_values_alone()
    {
        var batch = """{"writer":"w","seq":1,"lost":7,"steps":[1,2,3],"times":[1,2,3],"metrics":{"a":[1,null,"NaN"],"metrics":[null,2.5,null]}}"""u8;
        Assert.Equal(3, BatchEdit.Points(batch));
        Assert.Equal(0, BatchEdit.Points(BatchEdit.Empty(batch.ToArray())));
        Assert.Equal(0, BatchEdit.Points("no batch"u8));
    }

    [Fact]
    public async Task What_a_journal_holds_is_sent_once_in_order_and_the_file_goes()
    {
        await using var peer = new Peer();
        var path = Write(batches: 5, acknowledged: 2);
        peer.Store.TakeBatch(System.Text.Json.JsonDocument.Parse(Batch(1)).RootElement);
        peer.Store.TakeBatch(System.Text.Json.JsonDocument.Parse(Batch(2)).RootElement);

        var result = await new JournalSync().SendAsync(path, new Uri(peer.Url), TestContext.Current.CancellationToken);

        Assert.Equal(JournalSyncOutcome.Sent, result.Outcome);
        Assert.Equal([1L, 2, 3, 4, 5], peer.Store.Points.Select(point => point.Step));
        Assert.Equal(["interrupted"], peer.Store.Statuses);
        Assert.Equal("a", peer.Store.Run("run_a").GetProperty("name").GetString());
        Assert.False(File.Exists(path));
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public async Task A_replay_that_is_cut_off_goes_on_where_it_stopped_and_doubles_nothing()
    {
        await using var peer = new Peer { TakesWebSockets = false };
        var path = Write(batches: 6, acknowledged: 0);
        // Left at the second try of the third batch: the first was answered into the void by then, however slow the machine is.
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var batches = 0;
        peer.Fault = request =>
        {
            var number = request.IsBatch ? Interlocked.Increment(ref batches) : 0;
            if (number == 4)
            {
                leave.Cancel();
            }

            return number >= 3 ? PeerFault.LosesAnswer : null;
        };
        var first = await new JournalSync().SendAsync(path, new Uri(peer.Url), leave.Token);
        Assert.Equal(JournalSyncOutcome.Waiting, first.Outcome);
        Assert.Equal((2, 2), (first.Delivered, first.Points));

        peer.Fault = _ => null;
        var second = await new JournalSync().SendAsync(path, new Uri(peer.Url), TestContext.Current.CancellationToken);
        Assert.Equal(JournalSyncOutcome.Sent, second.Outcome);
        Assert.Equal(4, second.Points);
        Assert.Equal(Enumerable.Range(1, 6).Select(step => (long)step), peer.Store.Points.Select(point => point.Step));
        Assert.True(peer.Store.Duplicates >= 1, "the batch whose answer was lost came twice and was stored once");
    }

    [Fact]
    public async Task A_damaged_record_is_left_out_the_rest_is_sent_and_the_file_is_kept()
    {
        await using var peer = new Peer();
        var path = Write(batches: 4, acknowledged: 0);
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf("\"seq\":2"u8);
        bytes[at + 2] ^= 0x40;
        File.WriteAllBytes(path, bytes);

        var result = await new JournalSync().SendAsync(path, new Uri(peer.Url), TestContext.Current.CancellationToken);

        Assert.Equal(JournalSyncOutcome.Sent, result.Outcome);
        Assert.Equal([1L, 3, 4], peer.Store.Points.Select(point => point.Step));
        Assert.Equal(bytes, File.ReadAllBytes(path + ".damaged"));
    }

    [Fact]
    public async Task The_journal_of_a_living_writer_and_foreign_files_are_left_alone()
    {
        var path = Write(batches: 1, acknowledged: 0);
        using (JournalFile.TryOpen(path))
        {
            var held = await new JournalSync().SendAsync(path, null, TestContext.Current.CancellationToken);
            Assert.Equal(JournalSyncOutcome.InUse, held.Outcome);
        }

        foreach (var content in (byte[][])[[], [1, 2, 3], [.. "TMJL"u8, 2, 0, 0, 0], [.. "something else entirely"u8]])
        {
            File.WriteAllBytes(path, content);
            var other = await new JournalSync().SendAsync(path, null, TestContext.Current.CancellationToken);
            Assert.Equal(JournalSyncOutcome.NotRead, other.Outcome);
            Assert.Equal(content, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public async Task A_full_journal_is_thinned_at_its_old_end_and_every_loss_is_counted()
    {
        const int Batches = 400;
        const int Rows = 50;
        var path = JournalFolder.File(_folder.Path, Run);
        using (var outbox = new Outbox(path, Run.Record(), sizeLimit: 100_000))
        {
            for (var seq = 1; seq <= Batches; seq++)
            {
                var list = string.Join(',', Enumerable.Range((seq - 1) * Rows, Rows));
                var payload = $$$"""{"writer":"host-1-a","seq":{{{seq}}},"steps":[{{{list}}}],"metrics":{"loss":[{{{list}}}]}}""";
                outbox.Add(new Delivery(seq, JournalKind.Batch, Encoding.UTF8.GetBytes(payload), Rows));
                outbox.Persist();
            }
        }

        Assert.InRange(new FileInfo(path).Length, 1, 130_000);
        await using var peer = new Peer();
        var result = await new JournalSync().SendAsync(path, new Uri(peer.Url), TestContext.Current.CancellationToken);
        Assert.Equal(JournalSyncOutcome.Sent, result.Outcome);
        var steps = peer.Store.Points.Select(point => point.Step).ToArray();
        Assert.Equal(Batches, peer.Store.Batches);
        Assert.Equal(Batches * Rows, steps.Length + peer.Store.Lost);
        Assert.Equal(steps.Order(), steps);
        Assert.True(steps.Count(step => step >= Batches * Rows / 2) > steps.Count(step => step < Batches * Rows / 2), "the newer half is denser");
        Assert.True(steps.Count(step => step < Batches * Rows / 4) > 10, "the oldest part is thinned, not cut off");
    }

    [Fact]
    public async Task Offline_everything_waits_in_the_journal_and_the_next_start_sends_it()
    {
        await using var peer = new Peer();
        var options = new TrainingMonitorOptions { RunName = "offline", JournalDirectory = _folder.Path };
        await using (var offline = new TrainingMonitorClient(options with { Offline = true }))
        {
            offline.LogMetrics(1, ("loss", 1));
        }

        Assert.Single(_folder.Journals);
        await using (new TrainingMonitorClient(options with { RunName = "next", DashboardUrl = peer.Url }))
        {
            await Wait.ForAsync(() => _folder.Journals.Length == 0);
        }

        Assert.Equal([("loss", 1, 1.0)], peer.Store.Points);
        Assert.Equal(["completed", "completed"], peer.Store.Statuses);
    }
}
