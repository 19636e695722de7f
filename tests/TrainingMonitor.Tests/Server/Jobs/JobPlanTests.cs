using TrainingMonitor.Contract;
using TrainingMonitor.Server.Jobs;

namespace TrainingMonitor.Tests.Server.Jobs;

public class JobPlanTests
{
    private static readonly Instant Now = new(1_000_000);

    [Fact]
    public void The_most_urgent_goes_first_then_the_one_queued_first()
    {
        var jobs = new[] { Queued("late", queuedAt: 3), Queued("early", queuedAt: 1), Queued("urgent", queuedAt: 9, priority: 5) };

        Assert.Equal(["urgent", "early"], Started(JobPlan.Decide(jobs, 2, 0, Now, _ => null)));
    }

    [Fact]
    public void A_large_job_is_not_starved_by_small_ones_behind_it()
    {
        var jobs = new[] { Queued("large", queuedAt: 1, slots: 3), Queued("small", queuedAt: 2) };

        Assert.Empty(JobPlan.Decide(jobs, 2, 0, Now, _ => null));
        Assert.Equal(["large"], Started(JobPlan.Decide(jobs, 3, 0, Now, _ => null)));
    }

    [Fact]
    public void A_job_waits_for_as_many_free_GPUs_as_it_wants()
    {
        var jobs = new[] { Queued("two", queuedAt: 1, gpus: 2), Queued("one", queuedAt: 2, gpus: 1) };

        Assert.Empty(JobPlan.Decide(jobs, 9, 1, Now, _ => null));
        Assert.Equal(["two"], Started(JobPlan.Decide(jobs, 9, 2, Now, _ => null)));
    }

    [Fact]
    public void A_job_that_wants_more_than_there_is_holds_up_nobody()
    {
        var jobs = new[] { Queued("gpus", queuedAt: 1, gpus: 4), Queued("slots", queuedAt: 2, slots: 3), Queued("small", queuedAt: 3) };

        Assert.Equal(["small"], Started(JobPlan.Decide(jobs, 2, 0, Now, _ => null, allSlots: 2, allGpus: 0)));
    }

    [Fact]
    public void A_pending_job_is_queued_when_its_time_has_come_and_nobody_holds_it()
    {
        var jobs = new[]
        {
            Pending("due", job => job with { NotBefore = Now }), Pending("later", job => job with { NotBefore = new Instant(Now.Microseconds + 1) }),
            Pending("held", job => job with { Hold = true }),
        };

        Assert.Equal([("due", JobMove.Queue)], JobPlan.Decide(jobs, 9, 0, Now, _ => null).Select(d => (d.Run.Id, d.Move)));
    }

    [Theory]
    [InlineData("completed", "queue")]
    [InlineData("failed", "cancel")]
    [InlineData("cancelled", "cancel")]
    [InlineData("running", "wait")]
    [InlineData("interrupted", "wait")]
    [InlineData("deleted", "cancel")]
    public void A_job_follows_what_it_depends_on(string status, string move)
    {
        RunStatus? first = Enum.TryParse<RunStatus>(status, ignoreCase: true, out var known) ? known : null;

        var decisions = JobPlan.Decide([Pending("job", job => job with { DependsOn = ["first"] })], 1, 0, Now, _ => first);

        Assert.Equal(move, decisions is [var one] ? one.Move.ToString().ToLowerInvariant() : "wait");
    }

    private static IEnumerable<string> Started(IEnumerable<JobDecision> decisions) => decisions.Where(d => d.Move == JobMove.Start).Select(d => d.Run.Id);

    private static Run Queued(string id, long queuedAt, int slots = 1, int gpus = 0, int priority = 0) =>
        Pending(id, job => job with { Slots = slots, Gpus = gpus, Priority = priority }) with { Status = RunStatus.Queued, QueuedAt = new Instant(queuedAt) };

    private static Run Pending(string id, Func<Job, Job> change) => new()
    {
        Id = id,
        Name = id,
        Project = "default",
        Status = RunStatus.Pending,
        Config = default,
        CreatedAt = new Instant(0),
        UpdatedAt = new Instant(0),
        Job = change(new Job { Command = ["true"] }),
    };
}
