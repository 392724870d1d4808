using Simulation.Scenarios.Written;

namespace Simulation.Tests.Scenarios;

/// <summary>What is wrong with a bad scenario file is told with its line.</summary>
public sealed class ScenarioFileProblemTests
{
    [Theory]
    [InlineData("", 1, "the file is empty")]
    [InlineData("name: x\n  bad: 1", 2, "is no YAML")]
    [InlineData("- a", 1, "must be an object")]
    [InlineData("name: a\nname: b\nduration: 1m\nsteps: [ { wait: 1s } ]", 2, "is there twice")]
    [InlineData("duration: 1m\nsteps: [ { wait: 1s } ]", 1, "is missing")]
    [InlineData("name: Bad Name\nduration: 1m\nsteps: [ { wait: 1s } ]", 1, "lower case")]
    [InlineData("name: a\nduration: soon\nsteps: [ { wait: 1s } ]", 2, "must be a time")]
    [InlineData("name: a\nduration: 1500ms\nsteps: [ { wait: 1s } ]", 2, "whole seconds")]
    [InlineData("name: a\nduration: ${1}m\nsteps: [ { wait: 1s } ]", 2, "cannot be computed")]
    [InlineData("name: a\nduration: 1m\nsteps: []", 3, "must not be empty")]
    [InlineData("name: a\nduration: 1m\nstep: []\nsteps: [ { wait: 1s } ]", 3, "did you mean steps?")]
    [InlineData("name: &x a\nduration: 1m\nsteps: [ { wait: 1s } ]", 1, "anchors")]
    [InlineData("name: !!int a\nduration: 1m\nsteps: [ { wait: 1s } ]", 1, "tags (!)")]
    [InlineData("name: a\n---\nname: b", 2, "one scenario in a file")]
    public void A_bad_file_is_refused_with_the_line(string text, int line, string message) =>
        ShouldHave(text, line, message);

    [Theory]
    [InlineData("- dance", "'dance' is no step")]
    [InlineData("- wiat: 1s", "did you mean wait?")]
    [InlineData("- wait: 1s\n  at: 2s", "more than one field (wait, at)")]
    [InlineData("- wait: 8d", "from 0 to 7 days")]
    [InlineData("- wait: { between: [1s] }", "must have two times")]
    [InlineData("- wait: { from: 1s }", "is missing")]
    [InlineData("- wait: ${1 +}s", "something is missing at its end")]
    [InlineData("- wait: ${nobody}s", "there is no 'nobody' here")]
    [InlineData("- wait: ${sead}s", "did you mean seed?")]
    [InlineData("- wait: ${1 2}s", "'2' does not belong here")]
    [InlineData("- wait: ${sqrt(2)}s", "there is no function 'sqrt'")]
    [InlineData("- wait: ${uniform(2)}s", "uniform(from, to) has other arguments")]
    [InlineData("- wait: ${1 / 0}s", "it divides by zero")]
    [InlineData("- wait: ${(1}s", "')' is missing")]
    [InlineData("- wait: ${'a}s", "has '${' without '}'")]
    [InlineData("- plug-in", "needs a charger")]
    [InlineData("- repeat: { times: -1, steps: [ { wait: 1s } ] }", "from 0 to 1000000")]
    [InlineData("- repeat: { times: 2 }", "is missing")]
    [InlineData("- choose: [ { steps: [ { wait: 1s } ] } ]", "is missing")]
    [InlineData("- if: { condition: true }", "is missing")]
    [InlineData("- if: { condition: 5, then: [ { wait: 1s } ] }", "must be true or false")]
    [InlineData("- let: { Big: 1 }", "camelCase")]
    [InlineData("- let: { seed: 1 }", "know already")]
    [InlineData("- for-each: { evse: 0, steps: [ stop ] }", "number of an EVSE")]
    [InlineData("- for-each: { sharePercent: 101, steps: [ stop ] }", "from 0 to 100")]
    [InlineData("- for-each: { chargres: CP1, steps: [ stop ] }", "did you mean chargers?")]
    [InlineData("- for-each: { steps: [ { stop: { now: true } } ] }", "does not belong here")]
    [InlineData(
        "- for-each: { steps: [ { present-tag: { idTag: 012345678901234567890 } } ] }",
        "at most 20 characters"
    )]
    [InlineData("- for-each: { steps: [ { present-tag: { idTag: \"é\" } } ] }", "printable ASCII")]
    [InlineData("- for-each: { steps: [ { start-transaction: } ] }", "is missing")]
    [InlineData("- for-each: { steps: [ { plug-in: { socPercent: 101 } } ] }", "from 0 to 100")]
    [InlineData("- for-each: { steps: [ { stop-transaction: { reason: Tired } } ] }", "must be one of")]
    [InlineData("- for-each: { steps: [ { unplug: { side: left } } ] }", "must be one of evse, ev")]
    [InlineData("- for-each: { steps: [ { chaos: { kind: flood } } ] }", "must be one of")]
    [InlineData("- for-each: { steps: [ { chaos: { kind: drop, probability: 2 } } ] }", "from 0 to 1")]
    [InlineData("- for-each: { steps: [ { chaos: { kind: power-loss, evseId: 1 } } ] }", "does not belong here")]
    [InlineData("- for-each: { steps: [ { csms-call: { action: Heartbeat } } ] }", "must be one of")]
    [InlineData("- for-each: { steps: [ { csms-call: { action: Reset, payload: [] } } ] }", "must be an object")]
    [InlineData("- for-each: { steps: [ { expect: { within: 1s } } ] }", "must have one of")]
    [InlineData("- for-each: { steps: [ { expect: { call: Reset, status: Charging } } ] }", "only one of")]
    [InlineData("- for-each: { steps: [ { expect: { call: Rest } } ] }", "did you mean Reset?")]
    [InlineData("- for-each: { steps: [ { expect: { call: Reset, not: true } } ] }", "how long must it not come")]
    [InlineData("- for-each: { steps: [ { expect: { status: Charging, where: { a: 1 } } } ] }", "does not belong here")]
    [InlineData(
        "- for-each: { steps: [ { expect: { call: Reset, where: { type: { } } } } ] }",
        "have min, max or matches"
    )]
    [InlineData("- for-each: { steps: [ { wait-for: { call: Reset, name: x } } ] }", "does not belong here")]
    public void A_bad_step_is_refused_with_the_line(string steps, string message) =>
        ShouldHave($"name: a\nduration: 1m\nsteps:\n  {steps.Replace("\n", "\n  ")}", null, message);

    [Theory]
    [InlineData("a: { type: number, minimum: 1, default: 0 }", "from 1 to")]
    [InlineData("a: { type: float, default: 0 }", "must be one of number, integer")]
    [InlineData("a: { type: integer, default: 1.5 }", "whole number")]
    [InlineData("a: { type: text, default: \"${seed}\" }", "cannot be computed")]
    [InlineData("a: { type: choice, choices: [x, y], default: z }", "must be one of x, y")]
    [InlineData("a: { type: choice, default: z }", "is missing")]
    [InlineData("a: { type: boolean, default: yes }", "must be true or false")]
    [InlineData("loop: { type: boolean, default: true }", "know already")]
    [InlineData("a: { type: boolean, default: true, unit: s }", "does not belong here")]
    public void A_bad_parameter_is_refused_with_the_line(string parameter, string message) =>
        ShouldHave($"name: a\nduration: 1m\nparameters:\n  {parameter}\nsteps: [ {{ wait: 1s }} ]", 4, message);

    private static void ShouldHave(string text, int? line, string message)
    {
        ScenarioFile.Read(text, out var problems).ShouldBeNull();
        problems.ShouldContain(
            it => (line == null || it.Line == line) && it.Message.Contains(message, StringComparison.Ordinal),
            string.Join('\n', problems)
        );
        problems.ShouldAllBe(it => it.Line >= (line == null ? 4 : 1));
    }
}
