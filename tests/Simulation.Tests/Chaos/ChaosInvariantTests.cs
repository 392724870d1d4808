using System.Collections.Concurrent;
using Simulation.Truth;

namespace Simulation.Tests.Chaos;

/// <summary>Whatever chaos does, transaction data are complete afterwards.</summary>
public sealed class ChaosInvariantTests
{
    private const int Seeds = 200;

    [Fact]
    public void After_any_chaos_every_transaction_is_complete_once_and_with_all_its_energy()
    {
        var failures = new ConcurrentBag<string>();
        var kinds = new ConcurrentDictionary<string, int>();
        var transactions = 0;
        Parallel.For(
            1,
            Seeds + 1,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed =>
            {
                try
                {
                    using var day = ChaosDay.Live((ulong)seed);
                    var verdict = day.Verdict();
                    Interlocked.Add(ref transactions, day.Transactions.Count);
                    foreach (var kind in day.Kinds)
                    {
                        kinds.AddOrUpdate(kind, 1, (_, count) => count + 1);
                    }
                    if (verdict.Violations.Count + verdict.GivenUp.Count + verdict.Queued.Count > 0)
                    {
                        failures.Add(Report(seed, verdict, day));
                    }
                    var truth = day.Truth().Totals;
                    // One that has begun while the day ended may run on.
                    if (
                        truth.Complete + truth.Running != day.Transactions.Count
                        || truth.AcknowledgedMilliWh + truth.RunningMilliWh != day.GainedMilliWh
                    )
                    {
                        failures.Add($"seed {seed}: {truth} of {day.GainedMilliWh} mWh");
                    }
                }
                catch (Exception error)
                {
                    failures.Add($"seed {seed}: {error}");
                }
            }
        );
        failures.ShouldBeEmpty();
        kinds.Count.ShouldBe(17);
        transactions.ShouldBeGreaterThan(10 * Seeds);
    }

    [Fact]
    public void What_the_rules_give_up_is_told_and_is_no_violation()
    {
        var given = 0;
        for (var seed = 1UL; seed <= 5; seed++)
        {
            using var day = ChaosDay.Live(seed, attempts: 1);
            var verdict = day.Verdict();
            verdict.Violations.ShouldBeEmpty(day.Trace);
            given += verdict.GivenUp.Count;
            var truth = day.Truth();
            truth.Violations.ShouldBeEmpty(day.Trace);
            truth.Totals.Lost.ShouldBe(verdict.GivenUp.Count);
            truth.Totals.Differs.ShouldBe(0, day.Trace);
            truth.Totals.DeliveredMilliWh.ShouldBe(day.GainedMilliWh);
            (truth.Totals.AcknowledgedMilliWh + truth.Totals.LostMilliWh).ShouldBe(day.GainedMilliWh);
            foreach (var session in truth.Sessions.Where(it => it.Verdict == TruthVerdict.Lost))
            {
                session.Reason.ShouldNotBeNull().ShouldContain("was given up after 1 attempt: ");
            }
        }
        given.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_day_is_the_same_again()
    {
        using var first = ChaosDay.Live(3);
        using var second = ChaosDay.Live(3);
        second.Transactions.ShouldBe(first.Transactions);
        second.Trace.ShouldBe(first.Trace);
    }

    private static string Report(int seed, TransactionVerdict verdict, ChaosDay day) =>
        $"seed {seed}: {string.Join("; ", verdict.Violations)}; given up: {verdict.GivenUp.Count}, queued: {verdict.Queued.Count}\n"
        + $"{string.Join('\n', day.Transactions)}\n{day.Trace}";
}
