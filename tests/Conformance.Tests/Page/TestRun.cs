using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Xunit.Sdk;

namespace Conformance.Tests.Page;

/// <summary>Runs a test of any of the test assemblies, in this process, and says how it ended.</summary>
internal static class TestRun
{
    /// <summary>Runs tests, each once: those of one class one after another, classes beside each other, as a test run does.</summary>
    /// <returns>Per test why it failed; null when it passed.</returns>
    public static async Task<IReadOnlyDictionary<MethodInfo, string?>> OutcomesAsync(IEnumerable<MethodInfo> tests)
    {
        ConcurrentDictionary<MethodInfo, string?> outcomes = [];
        await Parallel.ForEachAsync(
            tests.Distinct().GroupBy(test => test.DeclaringType),
            async (ofClass, _) =>
            {
                foreach (MethodInfo test in ofClass)
                {
                    outcomes[test] = await FailureAsync(test);
                }
            }
        );
        return outcomes;
    }

    // With each of its rows of data.
    private static async Task<string?> FailureAsync(MethodInfo method)
    {
        foreach (object?[] arguments in Rows(method))
        {
            if (await FailureAsync(method, arguments) is { } failure)
            {
                return failure;
            }
        }
        return null;
    }

    private static IEnumerable<object?[]> Rows(MethodInfo method)
    {
        DataAttribute[] data = [.. method.GetCustomAttributes<DataAttribute>()];
        if (data.Length == 0)
        {
            return
            [
                [],
            ];
        }
        Type[] types = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        // A row that is null is a single null.
        return data.SelectMany(rows => rows.GetData(method))
            .Select(row => ((object?[]?)row ?? [null]).Select((value, i) => Convert(value, types[i])).ToArray());
    }

    // A literal of an attribute is an int, whatever the number that the test takes.
    private static object? Convert(object? value, Type type) =>
        value is int && type.IsPrimitive ? System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture) : value;

    private static async Task<string?> FailureAsync(MethodInfo method, object?[] arguments)
    {
        try
        {
            object test = Activator.CreateInstance(method.DeclaringType!)!;
            try
            {
                if (method.Invoke(test, arguments) is Task task)
                {
                    await task;
                }
            }
            finally
            {
                (test as IDisposable)?.Dispose();
                if (test is IAsyncDisposable held)
                {
                    await held.DisposeAsync();
                }
            }
            return null;
        }
        catch (TargetInvocationException failed)
        {
            return failed.InnerException!.ToString();
        }
        catch (Exception failed)
        {
            return failed.ToString();
        }
    }
}
