using Microsoft.AspNetCore.Http.HttpResults;

namespace Server.Api;

/// <summary>Pages of a list; the total before paging is in X-Total-Count.</summary>
internal static class Paging
{
    public const string TotalHeader = "X-Total-Count";

    public static ProblemHttpResult? Problem(int? limit, int? offset) =>
        limit < 1 ? Api.Problem.Invalid("limit", $"must be from 1 to {int.MaxValue}, not {limit}")
        : offset < 0 ? Api.Problem.Invalid("offset", $"must be from 0 to {int.MaxValue}, not {offset}")
        : null;

    /// <summary>A list that has no pages: all there is.</summary>
    public static TList Whole<TList>(HttpResponse response, TList all)
        where TList : IEnumerable<object>
    {
        response.Headers[TotalHeader] = all.Count().ToString();
        return all;
    }

    public static IEnumerable<T> Page<T>(IReadOnlyCollection<T> all, int? limit, int? offset, HttpResponse response)
    {
        response.Headers[TotalHeader] = all.Count.ToString();
        return all.Skip(offset ?? 0).Take(limit ?? int.MaxValue);
    }
}
