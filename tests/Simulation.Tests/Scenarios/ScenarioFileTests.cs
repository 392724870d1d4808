using System.Globalization;
using ChargePoints;
using Simulation.Scenarios;
using Simulation.Scenarios.Written;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Scenarios;

/// <summary>Scenarios that users write: what they do, and what is wrong with a bad one.</summary>
public sealed class ScenarioFileTests
{
    private static readonly string[] Files =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples", "scenarios"), "*.yaml").Order(),
    ];

    public static TheoryData<string> Samples => [.. Files.Select(file => Path.GetFileName(file))];

    [Theory, MemberData(nameof(Samples))]
    public void A_sample_has_the_same_plan_and_outcome_every_time(string file)
    {
        var (first, one) = ScenarioBench.Run(ScenarioBench.Order(Sample(file).Source.Make(), seconds: 900));
        var (again, two) = ScenarioBench.Run(ScenarioBench.Order(Sample(file).Source.Make(), seconds: 900));
        var (other, three) = ScenarioBench.Run(ScenarioBench.Order(Sample(file).Source.Make(), seconds: 900, seed: 8));
        var (refused, four) = ScenarioBench.Run(
            ScenarioBench.Order(Sample(file).Source.Make(), seconds: 900),
            fleet => fleet.Csms.Refusal = "nobody there"
        );

        using (one)
        using (two)
        using (three)
        using (four)
        {
            first.End.ShouldBe(RunEnd.Finished, first.EndDetail);
            first.Expectations.Failed.ShouldBe(0, string.Join('\n', first.Timeline.Lines()));
            again.Timeline.Lines().ShouldBe(first.Timeline.Lines());
            again.Hash.ShouldBe(first.Hash);
            again.Timeline.Hash.ShouldBe(first.Timeline.Hash);
            two.Csms.Trace.ShouldBe(one.Csms.Trace);
            other.Timeline.Hash.ShouldNotBe(first.Timeline.Hash);
            // What is planned depends on nothing that happens.
            refused.Hash.ShouldBe(first.Hash);
            refused.Timeline.Hash.ShouldNotBe(first.Timeline.Hash);
        }
    }

    [Fact]
    public void The_example_of_the_documentation_does_what_it_says()
    {
        var text = System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "scenario-files.md"));
        var yaml = text.Split("```yaml")[1].Split("```")[0];
        var file = ScenarioFile.Read(yaml, out var problems).ShouldNotBeNull(string.Join('\n', problems));
        var order = ScenarioBench.Order(file.Source.Make(), seconds: 600) with
        {
            Chargers =
            [
                .. Enumerable
                    .Range(1, 5)
                    .Select(i => ScenarioBench.Charger(VirtualFleet.Definition($"SIM{i}").ChargePoint)),
            ],
        };
        var (run, fleet) = ScenarioBench.Run(order);

        using (fleet)
        {
            run.End.ShouldBe(RunEnd.Finished, run.EndDetail);
            run.Expectations.Met.ShouldBeGreaterThanOrEqualTo(4);
            run.Expectations.Failed.ShouldBe(0);
            run.RefusedActs.ShouldBe(0);
        }
    }

    [Fact]
    public void One_more_charger_leaves_what_others_draw_as_it_is()
    {
        var before = Drawn("CP1", "CP3");
        var after = Drawn("CP1", "CP2", "CP3");

        after.Where(line => !line.Contains("CP2", StringComparison.Ordinal)).ShouldBe(before);
    }

    [Fact]
    public void Steps_are_done_at_their_instants()
    {
        var plan = Plan(
            """
            - wait: 2.5s
            - for-each:
                chargers: CP1
                steps:
                  - plug-in:
                      socPercent: 50
                  - at: 7s
                  - repeat:
                      times: 2
                      every: 3s
                      steps:
                        - set-configuration:
                            key: HeartbeatInterval
                            value: ${loop * 100}
                  - stop
            - for-each:
                chargers: ["CP[", CP2]
                steps:
                  - wait: 250ms
                  - unplug
            """
        );

        plan.ShouldBe([
            "2.5 CP1 1 plug-in",
            "7 CP1 0 set-configuration HeartbeatInterval=100",
            "10 CP1 0 set-configuration HeartbeatInterval=200",
            "10 CP1 0 stop",
            "10.25 CP2 1 unplug",
        ]);
    }

    [Fact]
    public void Expectations_are_met_or_fail_with_the_reason()
    {
        var (run, fleet) = Run(
            """
            - for-each:
                chargers: CP1
                steps:
                  - expect: { name: up, registration: Accepted, within: 20s }
                  - start-transaction: { idTag: TAG }
                  - expect:
                      name: id
                      answer: StartTransaction
                      where: { idTagInfo.status: Accepted, transactionId: { min: 1 } }
                      save: { id: transactionId }
                      within: 10s
                  - expect: { name: quiet, call: Reset, not: true, within: 5s }
                  - expect: { name: never, call: UnlockConnector, within: 3s, continue: true }
                  - stop-transaction
                  - expect: { name: same id, message: StopTransaction, where: { transactionId: "${id}" }, within: 5s }
                  - expect: { name: gone, status: Reserved, within: 2s }
                  - drive-off
                  - expect: { name: not reached, status: Available }
            """
        );

        using (fleet)
        {
            run.End.ShouldBe(RunEnd.Finished, run.EndDetail);
            run.Expectations.First.Select(it => $"{it.Name} {it.Met}")
                .ShouldBe(["up True", "id True", "quiet True", "never False", "same id True", "gone False"]);
            run.Expectations.Met.ShouldBe(4);
            run.Expectations.Failed.ShouldBe(2);
            var failed = run.Expectations.First[^1];
            failed.Reason.ShouldBe("status Reserved did not come within 2 s");
            failed.ChargerId.ShouldBe("CP1");
            run.Timeline.Lines().ShouldContain(line => line.Contains("expectation-failed never: call UnlockConnector"));
            // After what was waited for, acts are reactions.
            run.Timeline.Lines(TimelineOrigin.Plan)
                .ShouldAllBe(line => line.EndsWith("start ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_must_not_come_fails_where_it_comes()
    {
        var (run, fleet) = Run(
            """
            - for-each:
                chargers: CP1
                steps:
                  - wait-for: { registration: Accepted }
                  - start-transaction: { idTag: TAG }
                  - expect: { name: none, message: StartTransaction, not: true, within: 30s }
            """
        );

        using (fleet)
        {
            run.Expectations.First.ShouldHaveSingleItem()
                .Reason.ShouldBe("message StartTransaction came, and must not");
        }
    }

    [Fact]
    public void What_the_run_does_not_wait_for_has_failed()
    {
        var (run, fleet) = Run(
            """
            - for-each:
                chargers: CP1
                steps:
                  - parallel:
                      - - expect: { name: late, call: Reset }
                      - - expect: { name: quiet, call: Reset, not: true, within: 2h }
            """
        );

        using (fleet)
        {
            run.Expectations.First.Select(it => $"{it.Name} {it.Met} {it.Reason}")
                .ShouldBe(["late False the run ended before", "quiet True "]);
        }
    }

    [Fact]
    public void A_run_ends_with_its_last_step_where_the_file_says_so()
    {
        var file = ScenarioFile
            .Read(
                """
                name: a
                duration: 1h
                endsWhenDone: true
                steps:
                  - for-each:
                      steps:
                        - wait: 4.5s
                        - plug-in
                        - wait: 200ms
                        - unplug
                """,
                out _
            )
            .ShouldNotBeNull();
        var (run, fleet) = ScenarioBench.Run(ScenarioBench.Order(file.Source.Make(), chargers: 2, seconds: 3600));

        using (fleet)
        {
            run.End.ShouldBe(RunEnd.Finished);
            run.EndedAt.ShouldNotBeNull().ShouldBeLessThan(ScenarioBench.Start + TimeSpan.FromSeconds(6));
            run.Timeline.Lines(TimelineOrigin.Plan).Count(line => line.Contains("unplug")).ShouldBe(2);
        }
    }

    [Theory]
    [InlineData("- repeat: { steps: [ { let: { a: 1 } } ] }", "line 4: more than 10000 steps without time passing")]
    [InlineData("- let: { a: 0 }\n- wait: ${1 / a}s", "line 5: it divides by zero")]
    [InlineData("- let: { a: -5 }\n- wait: ${a}s", "line 5: steps[1].wait must be a time from 0 to 7 days")]
    [InlineData(
        "- if: { condition: \"${seed}\", then: [ { wait: 1s } ] }",
        "line 4: steps[0].if.condition must be true"
    )]
    [InlineData(
        "- for-each: { steps: [ { plug-in: { vehicle: NONE } } ] }",
        "line 4: there is no vehicle 'NONE' in the location"
    )]
    public void A_fault_while_it_runs_ends_the_run_with_its_line(string steps, string reason)
    {
        var run = ScenarioBench.Plan(ScenarioBench.Order(File(steps).Source.Make()));

        run.End.ShouldBe(RunEnd.Failed);
        run.EndDetail.ShouldNotBeNull().ShouldStartWith(reason);
    }

    [Fact]
    public void Parameters_and_variables_are_known_to_steps()
    {
        var file = ScenarioFile
            .Read(
                """
                name: a
                duration: 1m
                parameters:
                  seconds: { type: integer, minimum: 1, maximum: 9, default: 2 }
                  tag: { type: text, default: T }
                variables:
                  twice: ${seconds * 2}
                steps:
                  - wait: ${twice}s
                  - for-each:
                      steps:
                        - present-tag: { idTag: "${tag}-${charger}-${charger.index}-${evse}" }
                """,
                out var problems
            )
            .ShouldNotBeNull(string.Join('\n', problems));
        var run = ScenarioBench.Plan(
            ScenarioBench.Order(file.Source.Make(), chargers: 2, parameters: """{ "seconds": 3, "tag": "X" }""")
        );

        Acts(run).ShouldBe(["6 CP1 1 present-tag tag X-CP1-1-1", "6 CP2 1 present-tag tag X-CP2-2-1"]);
    }

    [Fact]
    public void Whatever_is_broken_in_a_file_is_told_and_never_thrown()
    {
        var texts = Array.ConvertAll(Files, System.IO.File.ReadAllText);
        const string Bits = "${}[]:-#&*!|>'\"%@`, \n\t0aé";
        for (ulong seed = 1; seed <= 1500; seed++)
        {
            var random = RandomStream.For(seed, "files", "edits");
            var text = texts[random.NextInt32(texts.Length)].ToList();
            for (var edits = 1 + random.NextInt32(6); edits > 0; edits--)
            {
                var at = random.NextInt32(text.Count);
                switch (random.NextInt32(3))
                {
                    case 0:
                        text[at] = Bits[random.NextInt32(Bits.Length)];
                        break;
                    case 1:
                        text.Insert(at, Bits[random.NextInt32(Bits.Length)]);
                        break;
                    default:
                        text.RemoveRange(at, Math.Min(text.Count - at, 1 + random.NextInt32(40)));
                        break;
                }
            }
            var broken = string.Concat(text);

            var file = ScenarioFile.Read(broken, out var problems);

            (file is null).ShouldBe(problems.Count > 0, $"seed {seed}");
            problems.ShouldAllBe(it => it.Line >= 1 && it.Column >= 1 && it.Message.Length > 0, $"seed {seed}");
            if (file is not null)
            {
                // It may fail, and says where.
                ScenarioBench
                    .Plan(ScenarioBench.Order(file.Source.Make(), chargers: 2, seconds: 30))
                    .Running.ShouldBeFalse();
            }
        }
    }

    private static IReadOnlyList<string> Drawn(params string[] ids)
    {
        var file = File(
            """
            - for-each:
                sharePercent: 70
                steps:
                  - wait: ${uniform(1, 20)}s
                  - choose:
                      - { weight: 1, steps: [ { plug-in: { socPercent: "${uniform(1, 99)}" } } ] }
                      - { weight: 1, steps: [ { present-tag: { idTag: "A-${integer(1, 999)}" } } ] }
            """
        );
        return
        [
            .. Enumerable
                .Range(1, 20)
                .SelectMany(seed =>
                    Acts(
                        ScenarioBench.Plan(
                            ScenarioBench.Order(file.Source.Make(), seed: (ulong)seed) with
                            {
                                Chargers =
                                [
                                    .. ids.Select(id => ScenarioBench.Charger(VirtualFleet.Definition(id).ChargePoint)),
                                ],
                            }
                        )
                    )
                ),
        ];
    }

    private static IReadOnlyList<string> Plan(string steps) =>
        Acts(ScenarioBench.Plan(ScenarioBench.Order(File(steps).Source.Make())));

    private static (ScenarioRun Run, VirtualFleet Fleet) Run(string steps) =>
        ScenarioBench.Run(ScenarioBench.Order(File(steps).Source.Make(), chargers: 2));

    // What the file has planned, without its chargers being switched on; a car by its kind alone.
    private static IReadOnlyList<string> Acts(ScenarioRun run)
    {
        run.End.ShouldBe(RunEnd.Finished, run.EndDetail);
        return
        [
            .. run
                .Timeline.All()
                .Where(it => it.Origin == TimelineOrigin.Plan && it.Kind != "start")
                .Select(it =>
                    string.Create(
                            CultureInfo.InvariantCulture,
                            $"{it.Offset.TotalSeconds:0.###} {it.ChargerId} {it.EvseId} {it.Kind} {(it.Kind == "plug-in" ? "" : it.Detail)}"
                        )
                        .TrimEnd()
                ),
        ];
    }

    private static ScenarioFile File(string steps) =>
        ScenarioFile
            .Read($"name: a\nduration: 1m\nsteps:\n  {steps.ReplaceLineEndings("\n  ")}", out var problems)
            .ShouldNotBeNull(string.Join('\n', problems));

    private static ScenarioFile Sample(string file) =>
        ScenarioFile
            .Read(System.IO.File.ReadAllText(PathOf(file)), out var problems)
            .ShouldNotBeNull(string.Join('\n', problems));

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "samples", "scenarios", file);
}
